// Package tmx reads and writes translation memories in TMX, the exchange
// format of translation tools.
//
// Reader takes what tools really write, TMX 1.1 to 1.4 in any encoding, plain
// or compressed, mends what is broken and reports each repair as a Finding.
// Writer writes TMX 1.4 that the common clients load without a complaint.
// Both stream: memory does not grow with the file.
//
// A translation unit (tu) is a Unit, its text in one language (tuv) a Variant.
// In-line codes (bpt, ept, it, ph, hi, sub, ut and those TMX does not know)
// stay in a Segment byte for byte.
package tmx
