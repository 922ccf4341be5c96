/**
 * Which rules judged an event; it stands in every event's stamp beside the item's version, so that the trail can say by what a
 * case was judged then (R-SUP-8). Raised with every change to what `decide` allows or to the limits it computes.
 */
export const rulesVersion = 6;
