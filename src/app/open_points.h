// Private to app/: what is open in a package and who decides it.
#ifndef JX_APP_OPEN_POINTS_H
#define JX_APP_OPEN_POINTS_H

#include "app/session.h"

// Readings, pending parameters, tables and their cells in the order of the file; then payees and deadlines of awards,
// money and its rules. In the app's arena.
const jx_open_point *open_points_of(jx_app *app, const jx_package *package, size_t *out_count);

#endif
