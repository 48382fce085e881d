// A libFuzzer program of one target: compiled by tests/fuzz/run.sh with -DFUZZ_TARGET=fuzz_feel and so on.
#include "fuzz/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    FUZZ_TARGET((jx_text){ (const char *)bytes, size });
    return 0;
}
