// The door of data/: what values are, how they are read, compared, joined, printed, and how they lie in columns.
#ifndef JX_DATA_DATA_H
#define JX_DATA_DATA_H

#include "data/column.h"
#include "data/temporal.h"
#include "data/tiles.h"
#include "data/type.h"
#include "data/value.h"
#include "data/zones.h"

#endif
