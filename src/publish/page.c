// The frame of every document: head with the style sheet, the bar on top, the title, the notice of a scenario, the foot
// that says what it was made from.
#include "publish/html.h"
#include "publish/style.h"

#include "base/hash.h"

#include <string.h>

page page_on(const jx_publication *from, jx_buffer *out, const char *up)
{
    return (page){ .from = from,
                   .package = from->package,
                   .model = &from->package->model,
                   .arena = out->arena,
                   .out = out,
                   .language = from->language,
                   .up = up };
}

bool is_assumed(const page *to)
{
    return to->model->scenario.size > 0;
}

void put_assumed_words(page *to)
{
    RAW(to, " <span class=\"assumed\">");
    put_text(to, JX_TEXT("情景假设，非政策金额"));
    if (to->language == JX_ENGLISH) RAW(to, " (assumed amounts, not policy)");
    RAW(to, "</span>");
}

void put_assumed(page *to)
{
    if (is_assumed(to)) put_assumed_words(to);
}

static void put_other_language(page *to, jx_text path)
{
    jx_text rest, language = jx_text_cut(path, JX_TEXT("/"), &rest);
    if (!to->from->both || !rest.bytes) return;
    bool zh = jx_text_equal(language, JX_TEXT("zh"));
    jx_text other = jx_text_format(to->arena, "%s/%.*s", zh ? "en" : "zh", JX_TEXT_ARG(rest));
    put_link(to, other, (jx_text){ 0 });
    if (zh) RAW(to, "<span lang=\"en\">English</span></a>");
    else RAW(to, "<span lang=\"zh-CN\">中文</span></a>");
}

static void put_bar(page *to, jx_text path)
{
    RAW(to, "<header class=\"bar\"><span>");
    put_text(to, to->package->title);
    RAW(to, "</span><span class=\"noprint\">");
    put_link(to, jx_page_path(to->arena, to->language, JX_PAGE_INDEX), (jx_text){ 0 });
    tell(to, SAY_INDEX);
    RAW(to, "</a>&emsp;");
    put_other_language(to, path);
    RAW(to, "</span></header>\n");
}

void page_begin(page *to, jx_text path, jx_text title, const char *kind)
{
    RAW(to, "<!DOCTYPE html>\n<html lang=\"");
    jx_buffer_put(to->out, to->language == JX_CHINESE ? JX_TEXT("zh-CN") : JX_TEXT("en"));
    RAW(to, "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<title>");
    put_attribute(to, title);
    RAW(to, "</title>\n<style>");
    RAW(to, JX_STYLE);
    RAW(to, JX_STYLE_PARTS);
    bool landscape = strcmp(kind, "policy") == 0 || strcmp(kind, "results") == 0;
    if (landscape) RAW(to, JX_STYLE_LANDSCAPE);
    RAW(to, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
    tell(to, SAY_SKIP);
    RAW(to, "</a>\n");
    put_bar(to, path);
    jx_buffer_format(to->out, "<main id=\"content\" class=\"%s\">\n", kind);
    if (is_assumed(to)) {
        RAW(to, "<div class=\"notice\">");
        put_assumed(to);
        RAW(to, "<br>");
        TELL(to, SAY_SCENARIO_NAMED, to->model->scenario);
        RAW(to, "</div>\n");
    }
    RAW(to, "<h1>");
    put_text(to, title);
    RAW(to, "</h1>\n");
}

static void put_made_from(page *to)
{
    jx_buffer hash = jx_buffer_in(to->arena);
    jx_hash_value value;
    memcpy(value.bytes, to->package->hash, sizeof value.bytes);
    jx_hash_print(&value, &hash);
    TELL(to, SAY_MADE_FROM, jx_buffer_text(&hash));
    const jx_decisions *decisions = to->from->decisions;
    if (!decisions) return;
    RAW(to, "<br>");
    if (decisions->run == 0) tell(to, SAY_ESTIMATE_ONLY);
    else TELL(to, SAY_RECORDED_RUN, jx_text_format(to->arena, "%lld", (long long)decisions->run), decisions->root);
}

void page_end(page *to)
{
    RAW(to, "</main>\n<footer>");
    put_made_from(to);
    RAW(to, "</footer>\n</body>\n</html>\n");
}
