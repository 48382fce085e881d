// Private to publish/: the letter's parts share what was worked out for its addressee.
#ifndef JX_PUBLISH_LETTER_H
#define JX_PUBLISH_LETTER_H

#include "publish/documents.h"
#include "publish/sources.h"

typedef struct {
    uint32_t             award;
    const jx_award_rule *rule;
    jx_case             *unit;
    jx_answer            answer;
    jx_text              explanation;
    jx_told_rows         rows;
} told_award;

typedef struct {
    page             *to;
    const jx_letter  *letter;
    const told_award *awards;  // those of the addressee's kind
    size_t            count;
    size_t           *sections;  // begun so far: what they are numbered by
} letter;

// What a cause of openness is about.
typedef struct {
    uint32_t definition;  // the fact; JX_NONE if the name is none
    jx_text  field;       // of its records; "" the fact itself
} missing_fact;
missing_fact fact_of_cause(const page *to, const jx_award_rule *award, const jx_cause *cause);
bool is_data_cause(const jx_cause *cause);

// letter_data.c: what is missing, fact by fact: who supplies it and what it would decide.
void put_missing_facts(const letter *in);
// letter_decides.c: what the fact would decide of one award, as a sentence.
void put_what_it_decides(const letter *in, const told_award *one, missing_fact fact);
void put_outcome(page *to, const jx_award_rule *rule, const jx_answer *answer);  // 入列, or 0 至 50,000 元

#endif
