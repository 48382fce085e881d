// Private to cli/: the parts of what `test` prints.
#ifndef JX_CLI_TEST_PRINTING_H
#define JX_CLI_TEST_PRINTING_H

#include "cli/cli.h"

void print_coverage(cli *in, const jx_test_report *report);
void print_coverage_json(cli *in, jx_json_writer *json, const jx_test_report *report);

void print_borders(cli *in, const jx_test_report *report);
void print_borders_json(cli *in, jx_json_writer *json, const jx_test_report *report);

#endif
