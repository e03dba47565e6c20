/* Plain descent of y = x^2 for n lanes, as a C programmer writes it: no lane waits for another. */

#include <math.h>

enum { BLOCK = 1024 }; /* Lanes that stay in the fastest cache while they step. */

/* The bare update. n is a multiple of BLOCK. */
void update(int n, int steps, float *x, const float *rate) {
    for (int first = 0; first < n; first += BLOCK)
        for (int step = 0; step < steps; step++)
            for (int lane = first; lane < first + BLOCK; lane++)
                x[lane] -= rate[lane] * (2 * x[lane]);
}

/* The same, and how each lane ended. status: 0 finished, 1 converged, 2 diverged; step: when. */
void judge(int n, int steps, float *x, const float *rate, float bound, float flat, int *status, int *when) {
    for (int lane = 0; lane < n; lane++) {
        float at = x[lane];
        int step = 0, until_flat = -1;
        for (; fabsf(at) <= bound && isfinite(at * at); step++) {
            if (until_flat < 0 && fabsf(2 * at) < flat)
                until_flat = step;
            if (step == steps)
                break;
            at -= rate[lane] * (2 * at);
        }
        int alive = fabsf(at) <= bound && isfinite(at * at);
        int converged = alive && fabsf(2 * at) < flat;
        x[lane] = at;
        status[lane] = alive ? converged : 2;
        when[lane] = converged ? until_flat : step;
    }
}
