// The door of publish/: documents that an office can hand out, as self-contained HTML, made from a package and from
// what was decided under it.
//
// A jx_publication is what all documents of one publication share. Each jx_publish_*() writes one whole document into
// `out`: no script, no outside file, no clock, so the same input gives the same bytes. Everything that stands in a
// package or a delivery is foreign text and is escaped on its way out; policy text stays in its own language and is
// marked as such. Documents link each other by the paths of path.c; which of them are written is the caller's choice.
#ifndef JX_PUBLISH_PUBLISH_H
#define JX_PUBLISH_PUBLISH_H

#include "award/award.h"
#include "policy/policy.h"

// What became of a case of the package when its own tests were run; by index of jx_package.cases.
typedef enum { JX_CASE_UNTRIED, JX_CASE_HOLDS, JX_CASE_BROKEN } jx_case_state;

typedef struct jx_citations jx_citations;  // citations.c: where the words that rules cite stand in the text

// ---- what was decided ----

typedef struct {
    jx_text code, name, county;  // name and county may be empty
} jx_addressee;

typedef struct {
    const jx_answer *answer;  // verdict, causes; shared by many
    int64_t least_fen, most_fen;
    bool    unbounded;
} jx_decided;

typedef struct {
    const jx_addressee *addressees;  // of the award's kind
    const jx_decided   *decided;     // one for each
    size_t              count;
    jx_totals           totals;
} jx_decided_award;

typedef struct {
    jx_text  facts_as_of;            // days that the delivery itself names: "2026-03-31"; "" when it names none
    int64_t  run;                    // 0: 测算, nothing was recorded
    jx_text  root;                   // hash of the recorded run
    const jx_decided_award *awards;  // by model.awards
    // Counties of the kind of subject that has any, in byte order; "" for those whose county is not known.
    uint32_t       county_kind;
    const jx_text *counties;
    size_t         county_count;
} jx_decisions;
// Fills in the counties.
void jx_decisions_counties(const jx_model *model, jx_arena *arena, jx_decisions *into);

// ---- one publication ----

typedef struct {
    const jx_package    *package;
    const jx_bound_plan *bound;
    const jx_citations  *citations;
    jx_language          language;
    bool                 both;       // the other language is published beside this one
    jx_text              date;       // of issue, as the caller says; "": a place is left open
    const jx_case_state *cases;      // NULL: untried
    const jx_decisions  *decisions;  // NULL: nothing was assessed
} jx_publication;

// Looks up once where every citation of the package stands. Lives in `arena`.
const jx_citations *jx_citations_of(const jx_package *package, jx_arena *arena);

// ---- paths, relative to the folder of the publication ----

typedef enum { JX_PAGE_INDEX, JX_PAGE_POLICY, JX_PAGE_HANDBOOK, JX_PAGE_RESULTS, JX_PAGE_LETTERS } jx_page_kind;
jx_text jx_page_path(jx_arena *arena, jx_language language, jx_page_kind page);
// "zh/letters/1/91450200MA5K00012P.html"; bytes that do not belong into a file name are written as ~XX.
jx_text jx_letter_path(jx_arena *arena, jx_language language, uint32_t kind, jx_text code);
// Page `page` (from 0) of an award's results, or of a county's; "zh/results/1.2-2.html".
jx_text jx_award_path(jx_arena *arena, jx_language language, jx_text award, size_t page);
jx_text jx_county_path(jx_arena *arena, jx_language language, size_t county, size_t page);

// ---- letters ----

// Whom a letter is for, and all that is known of him: what jx_case_new takes, and where each figure came from.
typedef struct {
    uint32_t         kind;  // of subject
    jx_addressee     addressee;
    const jx_value  *facts, *ranks;
    const jx_limits *limits;
    jx_provenance (*provenance)(void *user, uint32_t definition);
    void            *user;
} jx_letter;

// ---- documents ----

// The first page, in both languages or in `language` alone.
void jx_publish_front(const jx_publication *publication, jx_buffer *out);
void jx_publish_index(const jx_publication *publication, jx_buffer *out);
void jx_publish_policy(const jx_publication *publication, jx_buffer *out);
void jx_publish_handbook(const jx_publication *publication, jx_buffer *out);
// Decides every award of the addressee's kind again, with the reasons; works in out->arena.
void jx_publish_letter(const jx_publication *publication, const jx_letter *letter, jx_buffer *out);
// Results: totals by award and county; the answers of one award, JX_ROWS_ON_PAGE a page; of one county likewise.
#define JX_ROWS_ON_PAGE 500
void jx_publish_results(const jx_publication *publication, jx_buffer *out);
void jx_publish_award(const jx_publication *publication, uint32_t award, size_t part, jx_buffer *out);
size_t jx_county_size(const jx_publication *publication, size_t county);  // subjects
void jx_publish_county(const jx_publication *publication, size_t county, size_t part, jx_buffer *out);
// Everybody who has a letter, by kind and county.
void jx_publish_letters(const jx_publication *publication, jx_buffer *out);

#endif
