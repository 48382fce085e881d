// The borders of the policy: a figure that decides whether there is an award, or how much. borders.def lists them.
#ifndef JX_SYNTH_BORDERS_H
#define JX_SYNTH_BORDERS_H

#include "synth/city.h"

typedef struct city_border {
    const char *award;
    const char *name;                             // of the figure that stands at the border
    const char *number, *unit;                    // as the policy or the scenario `assumed` writes the border
    int64_t value, step;                          // the same as the delivered files count it, and the next figure
    bool of_project;                              // the subject is the firm's project
    void (*who)(city_firm *firm);                 // makes a firm that gets the award with figures of its own
    void (*set)(city_firm *firm, int64_t value);  // sets the one figure
} city_border;

#endif
