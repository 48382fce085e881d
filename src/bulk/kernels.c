// Which variant of the loops runs: the best the processor has, or the one asked for by name (tests run each).
#include "bulk/kernels.h"

#include <string.h>

#if defined(__x86_64__)
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

jx_kernels jx_kernels_choose(const char *name)
{
#if defined(__x86_64__)
    bool any = name == NULL;
    if ((any || strcmp(name, "avx512") == 0) && has_avx512()) return (jx_kernels){ "avx512", jx_kernels_avx512 };
    if ((any || strcmp(name, "avx2") == 0) && __builtin_cpu_supports("avx2"))
        return (jx_kernels){ "avx2", jx_kernels_avx2 };
#endif
    return (jx_kernels){ "plain", jx_kernels_plain };
}
