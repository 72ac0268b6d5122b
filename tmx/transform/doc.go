// Package transform turns streams of translation units into streams of
// translation units: it joins, sorts, dedupes, picks, cleans and edits them.
//
// Everything streams. What needs an order (Sort, Dedupe, Merge) goes through
// an external merge sort, so that its memory is bounded by Space.Memory
// whatever the size of the input; Sample keeps as many units as it is asked
// for. Nothing else keeps a unit once it is passed on.
//
// Functions that edit change the units in place: a unit belongs to whoever
// pulls it from a stream.
package transform
