// The loops for whatever machine this is built for.
#include "bulk/kernels.h"

#define JX_LOOPS jx_kernels_plain
#include "bulk/loops.h"
