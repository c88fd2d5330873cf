/** Set for a thread that the program starts of itself: `tta verify` then serves it. In a process of its own it is ignored. */
export const THREAD_VARIABLE = 'TTA_VERIFY_THREAD'
