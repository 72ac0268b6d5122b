// Package leverage says how much of a text a memory gives back: the table by
// which translation is billed.
package leverage
