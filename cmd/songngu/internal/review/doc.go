// Package review lets people put an alignment or a memory right: a Session is
// one file with every decision that can be undone, a Server shows it as a page
// on this machine and takes decisions from it.
//
// A Session keeps everything in memory, in lists of values that never change
// once they are made; an edit replaces a run of beads and of sentences by
// another, and that replacement, the step, is all that undoing, the journal
// and the page need to know. So every step has an inverse, costs what it
// touches, and means the same whatever version of the aligner reads it later.
package review
