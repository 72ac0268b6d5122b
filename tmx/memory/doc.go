// Package memory keeps translation units in one SQLite file and gives them
// back: by their text, by a text like it (Lookup), and by their words
// (Search).
//
// A file may be used by one writer and any number of readers at once, in one
// process or several. A change is one transaction: after a crash at any moment
// the file is as it was before, or as it is after.
//
// # The file
//
// SQLite with application_id "sngM" and the schema's version in user_version,
// in WAL mode. unit holds a row for every pair of texts; facts holds what
// units of one document share (properties, notes, language codes), as JSON,
// once. The look-up needs three tables besides, all changed in the same
// transaction as unit:
//
//	exact    (hash, id): the first 8 bytes of SHA-256 over a side and its
//	         text, and over both texts: three rows a unit
//	posting  (block, side, term): which units of a block of 65,536 hold a word.
//	         A word is as normalise leaves it; the term "2 word" means the units
//	         in which it stands twice or more, and so on. data is the units'
//	         numbers in the block as 16-bit little endian, rising, where there
//	         are at most 4,096, else a bitmap of 8,192 bytes; n is how many
//	         there are.
//	size     (block, side): for each unit of the block the number of its words
//	         and of its runes, both 16-bit little endian; 0, 0 for no unit;
//	         zeros at the end are left out
//
// Version 1 of the schema had no terms for twice and more; Open makes the lists
// of such a file afresh.
//
// A unit's id is never used again. Side 0 is English, 1 is Vietnamese. The
// block of a unit is its id divided by 65,536. New units go to the last block,
// so that an import appends to all tables but exact. meta holds a generation
// that every change raises; readers let go of what they have cached by it.
package memory
