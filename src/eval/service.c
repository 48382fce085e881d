// Decision services, and calls from outside. A service runs in a case of its own, where its inputs and input decisions
// are the arguments and nothing of the caller's case is known.
#include "eval/machine.h"

void jx_case_enter(jx_case *to, const jx_case *from)
{
    if (to == from) return;
    to->steps = from->steps;
    to->depth = from->depth;
    to->levels = from->levels;
}

jx_value jx_service_value(jx_case *unit, const jx_service *service)
{
    const jx_definition *definitions = unit->plan->model->definitions;
    jx_function *function = JX_NEW(unit->arena, jx_function);
    jx_text *names = JX_ARRAY(unit->arena, service->input_count, jx_text);
    for (size_t i = 0; i < service->input_count; i++)
        names[i] = definitions[service->inputs[i]].name;
    *function = (jx_function){
        .builtin = JX_FUNCTION_SERVICE,
        .parameter_count = service->input_count,
        .parameter_names = names,
        .parameter_types = definitions[service->definition].type->parameters,
        .result_type = definitions[service->definition].type->element,
        .body = service,
        .home = unit,
    };
    return jx_function_value(function);
}

static jx_value failed(jx_case *unit, const jx_node *node, const char *why)
{
    return node ? jx_undefined(unit, node, why) : jx_null();
}

static jx_value run_outputs(jx_case *unit, const jx_service *service)
{
    const jx_definition *definitions = unit->plan->model->definitions;
    if (service->output_count == 0) return jx_null();
    if (service->output_count == 1) return jx_case_value(unit, service->outputs[0]);
    jx_text *names = JX_ARRAY(unit->arena, service->output_count, jx_text);
    jx_value *values = JX_ARRAY(unit->arena, service->output_count, jx_value);
    for (size_t i = 0; i < service->output_count; i++) {
        names[i] = definitions[service->outputs[i]].name;
        values[i] = jx_case_value(unit, service->outputs[i]);
    }
    return jx_context_of(unit->arena, names, values, service->output_count);
}

jx_value jx_call_service(jx_case *unit, const jx_node *node, const jx_function *function, const jx_value *arguments,
                         size_t count)
{
    const jx_service *service = function->body;
    if (count != function->parameter_count) return failed(unit, node, "argument-count");
    if (unit->depth >= unit->options.limits->at[JX_LIMIT_CALL_DEPTH]) return failed(unit, node, "too-deep");
    jx_case *inside = jx_case_new(unit->bound, &unit->options, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        bool conforms;
        jx_value value = jx_conform(unit, arguments[i], function->parameter_types[i], &conforms);
        if (!conforms) return failed(unit, node, "argument-type");
        jx_case_give(inside, service->inputs[i], value);
    }
    jx_case_enter(inside, unit);
    inside->depth++;
    jx_value result = run_outputs(inside, service);
    inside->depth--;
    jx_case_enter(unit, inside);
    bool conforms;
    result = jx_conform(unit, result, service->result, &conforms);
    return conforms ? result : failed(unit, node, "result-type");
}

// In DMN a number is a decimal: an exact ratio is divided out.
static jx_value for_dmn(jx_value value)
{
    jx_decimal number;
    if (value.kind == JX_NUMBER || !jx_is_numeric(value)) return value;
    jx_exact exact = jx_value_exact(value);
    return jx_decimal_divide(exact.numerator, exact.denominator, &number) ? jx_number(number) : jx_null();
}

jx_value jx_run_model(jx_case *unit, const jx_node *node, jx_value *locals)
{
    const jx_model_use *use = node->as.model.use;
    jx_value *values = JX_ARRAY(unit->arena, use->count, jx_value);
    jx_causes causes = { 0 };
    bool open = false;
    for (size_t i = 0; i < use->count; i++) {
        values[i] = for_dmn(jx_run(unit, node->as.model.items[i], locals));
        if (jx_value_is_known(values[i])) continue;
        open = true;
        causes = jx_causes_within(unit->arena, values[i], causes);
    }
    if (open) return jx_open_at(unit, node, causes);
    if (unit->depth >= unit->options.limits->at[JX_LIMIT_CALL_DEPTH])
        return jx_limited(unit, node, JX_LIMIT_CALL_DEPTH);
    jx_eval_options options = unit->options;
    options.watch = NULL;  // it knows the nodes of this plan, not of the model's
    jx_case *inside = jx_case_new(node->as.model.bound, &options, NULL, NULL);
    for (size_t i = 0; i < use->count; i++) jx_case_give(inside, use->given[i], values[i]);
    jx_case_enter(inside, unit);
    inside->depth++;
    jx_value result = jx_case_value(inside, use->decision);
    inside->depth--;
    jx_case_enter(unit, inside);
    if (inside->builtin.limit_hit != JX_LIMIT_COUNT) return jx_limited(unit, node, inside->builtin.limit_hit);
    return result.kind == JX_NULL ? jx_undefined(unit, node, "model-null") : result;
}

jx_value jx_case_invoke(jx_case *unit, uint32_t definition, const jx_text *names, const jx_value *arguments,
                        size_t count)
{
    jx_value callee = jx_case_value(unit, definition);
    jx_definition_kind kind = unit->plan->model->definitions[definition].kind;
    if (kind != JX_DEFINITION_SERVICE && kind != JX_DEFINITION_FUNCTION) return callee;
    if (callee.kind != JX_FUNCTION) return jx_null();
    const jx_function *function = callee.as.function;
    jx_value *values = JX_ARRAY(unit->arena, function->parameter_count, jx_value);
    for (size_t k = 0; k < function->parameter_count; k++)
        for (size_t i = 0; i < count; i++)
            if (jx_text_equal(names[i], function->parameter_names[k])) values[k] = arguments[i];
    return jx_call_value(&unit->builtin, callee, values, function->parameter_count);
}
