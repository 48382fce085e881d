// What every fallible function answers, and how failure travels.
//
// Two kinds of failure are never mixed. What an author, a caller or the disk can cause is a *problem* (problem.h) and
// the status says REFUSED. What only we can cause is an assertion, and stops the program.
#ifndef JX_BASE_STATUS_H
#define JX_BASE_STATUS_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    JX_OK,
    JX_REFUSED,        // the input is wrong; the problems say where, why and what to do
    JX_OUT_OF_MEMORY,  // the allocator said no, or an arena reached its limit
    JX_IO_FAILED,      // the operating system said no; a problem names the file
    JX_NOT_FOUND,      // the thing asked for does not exist
    JX_INTERRUPTED,    // the caller asked to stop; nothing was left half done
} jx_status;

#define JX_MUST_USE __attribute__((warn_unused_result))
#define JX_PRINTF(format_index, first_index) __attribute__((format(printf, format_index, first_index)))
#define JX_NORETURN __attribute__((noreturn))

// Passes failure up; for functions that hold nothing to release.
#define JX_TRY(call)                                          \
    do {                                                      \
        jx_status status_of_call_ = (call);                   \
        if (status_of_call_ != JX_OK) return status_of_call_; \
    } while (0)

// A place that cannot be reached; stays checked in release builds.
#define JX_UNREACHABLE() (assert(!"unreachable"), __builtin_unreachable())

#define JX_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
