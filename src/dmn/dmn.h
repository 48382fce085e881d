// The door of dmn/: DMN XML 1.1 to 1.6 -> a model; and the test files of the official conformance kit.
//
// A model set is one main file and the files that it may import, chosen by the caller: a file never makes us load
// another by its own word. Formulas that cannot be read are problems and null; the rest of the model still works,
// as the standard asks.
#ifndef JX_DMN_DMN_H
#define JX_DMN_DMN_H

#include "feel/feel.h"
#include "model/model.h"

typedef struct {
    jx_arena *arena;        // the model lives here, and points into the sources
    jx_problems *problems;  // NULL: nobody wants them
    const jx_limits *limits;
    const jx_zones *zones;  // of @"..." in formulas; NULL: none known
    // True: a value outside the allowed values or type constraint of its declared type is null, at every
    // boundary that checks types. False: they are read and kept, and not looked at.
    bool check_values;
} jx_dmn_options;

// sources[0] is the main file; the others are used as far as it imports them, directly or not, by namespace. Spaces
// of the model are the files used, the main file first. JX_REFUSED: there is no model (*out is not set). JX_OK:
// there is one, and options->problems->error_count says whether anything in it is wrong.
JX_MUST_USE jx_status jx_dmn_read(const jx_dmn_options *options, const jx_source *sources, size_t count,
                                  const jx_model **out);

// The definition of that name in the file with that namespace; `space` empty: the main file. JX_NONE if there is
// none.
uint32_t jx_dmn_find(const jx_model *model, jx_text space, jx_text name);
// The value of a text of XML Schema's `type` ("decimal", "date", "duration", …) as FEEL's; false if it is none.
bool jx_dmn_value_read(jx_arena *arena, const jx_zones *zones, jx_text type, jx_text text, jx_value *out);

// ---- the kit's test files ----

typedef struct {
    jx_text name, space;  // space "": the main file
    jx_value value;       // input, or what is expected
    bool error;           // errorResult="true": null is what is expected
} jx_tck_node;

typedef enum { JX_TCK_DECISION, JX_TCK_KNOWLEDGE, JX_TCK_SERVICE } jx_tck_kind;

typedef struct {
    jx_text id;
    jx_tck_kind kind;
    jx_text invocable, space;
    const jx_tck_node *inputs, *results;
    size_t input_count, result_count;
} jx_tck_case;

typedef struct {
    jx_text model;  // file name of the main model
    const jx_tck_case *cases;
    size_t case_count;
} jx_tck_file;

JX_MUST_USE jx_status jx_tck_read(const jx_dmn_options *options, const jx_source *source, jx_tck_file *out);
// As the kit's runners compare: numbers within 1e-8, the rest exactly; contexts by their keys, in any order.
bool jx_tck_same(jx_value actual, jx_value expected);

#endif
