// Look-ups in a model. Names are few and looked up while lowering only, so plain scans serve.
#include "model/model.h"

static uint32_t find_here(const jx_model *model, uint32_t space, jx_text name)
{
    for (uint32_t i = 0; i < model->definition_count; i++)
        if (model->definitions[i].space == space && jx_text_equal(model->definitions[i].name, name)) return i;
    return JX_NONE;
}

uint32_t jx_model_find(const jx_model *model, uint32_t space, jx_text name)
{
    for (;;) {
        uint32_t found = find_here(model, space, name);
        if (found != JX_NONE || model->spaces[space].outer == space) return found;
        space = model->spaces[space].outer;
    }
}

uint32_t jx_model_space(const jx_model *model, jx_text id_or_name)
{
    for (uint32_t i = 0; i < model->space_count; i++)
        if (jx_text_equal(model->spaces[i].id, id_or_name) || jx_text_equal(model->spaces[i].name, id_or_name))
            return i;
    return JX_NONE;
}

const jx_service *jx_model_service(const jx_model *model, uint32_t definition)
{
    for (size_t i = 0; i < model->service_count; i++)
        if (model->services[i].definition == definition) return &model->services[i];
    return NULL;
}
