// The first page of the publication, and the page of contents of each language.
#include "publish/html.h"

static void put_entry(page *to, jx_page_kind kind, saying name, saying about)
{
    RAW(to, "<li><h3>");
    put_link(to, jx_page_path(to->arena, to->language, kind), (jx_text){ 0 });
    tell(to, name);
    RAW(to, "</a></h3><p>");
    tell(to, about);
    RAW(to, "</p></li>\n");
}

void jx_publish_index(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "");
    page_begin(&to, jx_page_path(to.arena, to.language, JX_PAGE_INDEX), publication->package->title, "index");
    RAW(&to, "<ul>\n");
    put_entry(&to, JX_PAGE_POLICY, SAY_POLICY_PAGE, SAY_POLICY_LEAD);
    put_entry(&to, JX_PAGE_HANDBOOK, SAY_HANDBOOK, SAY_HANDBOOK_LEAD);
    if (publication->decisions) {
        put_entry(&to, JX_PAGE_RESULTS, SAY_RESULTS, SAY_RESULTS_LEAD);
        put_entry(&to, JX_PAGE_LETTERS, SAY_LETTERS, SAY_LETTERS_LEAD);
    }
    RAW(&to, "</ul>\n");
    if (!publication->decisions) {
        RAW(&to, "<p class=\"quiet\">");
        tell(&to, SAY_NOT_ASSESSED);
        RAW(&to, "</p>\n");
    }
    page_end(&to);
}

// Stands above both languages, so it is a page of neither: its links are written out.
void jx_publish_front(const jx_publication *publication, jx_buffer *out)
{
    page to = page_on(publication, out, "./");
    page_begin(&to, JX_TEXT("index.html"), publication->package->title, "index");
    RAW(&to, "<ul>\n");
    if (publication->both || publication->language == JX_CHINESE)
        RAW(&to, "<li><h3 lang=\"zh-CN\"><a href=\"zh/index.html\">中文</a></h3></li>\n");
    if (publication->both || publication->language == JX_ENGLISH)
        RAW(&to, "<li><h3 lang=\"en\"><a href=\"en/index.html\">English</a></h3></li>\n");
    RAW(&to, "</ul>\n");
    page_end(&to);
}
