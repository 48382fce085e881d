// Calls: closures, function values, and conformance to declared types (dmn-feel 2.8).
#include "builtin/external.h"
#include "eval/machine.h"

#include <string.h>

// ---- conformance ----

// A built-in has as many types as it has signatures; everything else knows its own.
static bool is_instance(jx_value value, const jx_type *type)
{
    if (value.kind == JX_FUNCTION && value.as.function->builtin >= 0 && type->kind == JX_TYPE_FUNCTION)
        return jx_builtin_conforms(value.as.function->builtin, type);
    return jx_value_instance_of(value, type);
}

jx_value jx_conform(jx_case *unit, jx_value value, const jx_type *type, bool *out_conforms)
{
    (void)unit;
    *out_conforms = true;
    if (!type || type->kind == JX_TYPE_ANY || value.kind == JX_NULL || jx_is_open(value)) return value;
    if (is_instance(value, type)) return value;
    if (type->kind != JX_TYPE_LIST && value.kind == JX_LIST && value.as.list.count == 1 &&
        is_instance(value.as.list.items[0], type))
        return value.as.list.items[0];
    if (type->kind == JX_TYPE_DATE_TIME && value.kind == JX_DATE) {
        int convert = jx_builtin_find(JX_TEXT("date and time"));
        if (convert >= 0) return jx_builtin_apply(&unit->builtin, convert, &value, 1);
    }
    *out_conforms = false;
    return jx_null();
}

jx_value jx_run_convert(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value value = jx_run(unit, node->as.instance.value, locals);
    if (jx_is_open(value)) return node->kind == JX_NODE_CONVERT ? value : jx_open_truth(unit, jx_value_causes(value));
    if (node->kind == JX_NODE_INSTANCE) {
        if (!node->as.instance.type) return jx_undefined(unit, node, "unknown-type");
        return jx_boolean(is_instance(value, node->as.instance.type));
    }
    bool conforms;
    jx_value converted = jx_conform(unit, value, node->as.instance.type, &conforms);
    return conforms ? converted : jx_undefined(unit, node, "type-differs");
}

// ---- function values ----

jx_value jx_run_function(jx_case *unit, const jx_node *node, jx_value *locals)
{
    size_t count = node->as.function.count;
    jx_function *function = JX_NEW(unit->arena, jx_function);
    jx_text *names = JX_ARRAY(unit->arena, count, jx_text);
    const jx_type **types = JX_ARRAY(unit->arena, count, const jx_type *);
    for (size_t i = 0; i < count; i++) {
        names[i] = node->as.function.parameters[i].name;
        types[i] = node->as.function.parameters[i].type;
    }
    jx_value *captured = JX_ARRAY(unit->arena, node->as.function.captured, jx_value);
    for (uint32_t i = 0; i < node->as.function.captured; i++) captured[i] = locals[i];
    *function = (jx_function){ .builtin = -1,
                               .parameter_count = count,
                               .parameter_names = names,
                               .parameter_types = types,
                               .result_type = node->type->element,
                               .body = node,
                               .scope = captured,
                               .home = unit };
    return (jx_value){ .kind = JX_FUNCTION, .as.function = function };
}

static jx_value call_closure(jx_case *unit, const jx_function *function, const jx_value *arguments, size_t count)
{
    const jx_node *node = function->body;
    if (count != function->parameter_count) return jx_undefined(unit, node, "argument-count");
    jx_value *locals = JX_ARRAY(unit->arena, node->as.function.local_count, jx_value);
    const jx_value *captured = function->scope;
    for (uint32_t i = 0; i < node->as.function.captured; i++) locals[i] = captured[i];
    jx_value *converted = JX_ARRAY(unit->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) {
        bool conforms;
        converted[i] = jx_conform(unit, arguments[i], function->parameter_types[i], &conforms);
        if (!conforms) return jx_undefined(unit, node, "argument-type");  // the body is not run
        locals[node->as.function.parameters[i].slot] = converted[i];
    }
    if (!node->as.function.body)
        return jx_external_call(&unit->builtin, node->as.function.external_class, node->as.function.external_method,
                                converted, count);
    if (unit->depth >= unit->options.limits->at[JX_LIMIT_CALL_DEPTH])
        return jx_limited(unit, node, JX_LIMIT_CALL_DEPTH);
    jx_case *home = function->home;  // where the definitions that the body names are worked out
    uint32_t outer = home->running;
    jx_case_enter(home, unit);
    home->running = JX_NONE;
    home->depth++;
    jx_value result = jx_run(home, node->as.function.body, locals);
    home->depth--;
    home->running = outer;
    jx_case_enter(unit, home);
    bool conforms;
    result = jx_conform(unit, result, node->as.function.result, &conforms);
    return conforms ? result : jx_undefined(unit, node, "result-type");
}

jx_value jx_call_value(jx_builtin_context *context, jx_value function, const jx_value *arguments, size_t count)
{
    jx_case *unit = context->eval;
    if (function.kind != JX_FUNCTION) return jx_null();
    if (function.as.function->builtin >= 0)
        return jx_builtin_apply(context, function.as.function->builtin, arguments, count);
    if (function.as.function->builtin == JX_FUNCTION_SERVICE)
        return jx_call_service(unit, NULL, function.as.function, arguments, count);
    jx_value result = call_closure(unit, function.as.function, arguments, count);
    if (unit->package && !jx_value_is_known(result))
        unit->call_causes = jx_causes_within(unit->arena, result, unit->call_causes);
    return result;
}

// Orders named arguments as the parameters stand; absent ones are null. False if a name is unknown or given twice.
static bool order_named(jx_case *unit, const jx_function *function, const jx_text *names, const jx_value *values,
                        size_t count, jx_value **out)
{
    jx_value *ordered = JX_ARRAY(unit->arena, function->parameter_count, jx_value);
    bool *given = JX_ARRAY(unit->arena, function->parameter_count, bool);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < function->parameter_count && !jx_text_equal(function->parameter_names[k], names[i])) k++;
        if (k == function->parameter_count || given[k]) return false;
        given[k] = true;
        ordered[k] = values[i];
    }
    *out = ordered;
    return true;
}

jx_value jx_run_call(jx_case *unit, const jx_node *node, jx_value *locals)
{
    jx_value callee = jx_run(unit, node->as.call.function, locals);
    size_t count = node->as.call.count;
    jx_value *values = JX_ARRAY(unit->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) values[i] = jx_run(unit, node->as.call.items[i], locals);
    if (callee.kind != JX_FUNCTION) return jx_undefined(unit, node, "not-a-function");
    const jx_function *function = callee.as.function;
    if (function->builtin >= 0)
        return jx_apply_builtin(unit, node, function->builtin, node->as.call.names, values, count);
    bool service = function->builtin == JX_FUNCTION_SERVICE;
    if (!node->as.call.names)
        return service ? jx_call_service(unit, node, function, values, count)
                       : call_closure(unit, function, values, count);
    jx_value *ordered;
    if (service && count != function->parameter_count) return jx_undefined(unit, node, "argument-count");
    if (!order_named(unit, function, node->as.call.names, values, count, &ordered))
        return jx_undefined(unit, node, "argument-name");
    if (service) return jx_call_service(unit, node, function, ordered, function->parameter_count);
    return call_closure(unit, function, ordered, function->parameter_count);
}
