// Package anchor finds in a sentence what must survive translation between
// English and Vietnamese: numbers, dates, ordinals, document numbers, names,
// addresses, countries, terms. Each is brought to a canonical key, so that
// what means the same on both sides has the same key: "13.5 million" and
// "13,5 triệu" are both "n:13500000", "July 20" and "ngày 20 tháng 7" are both
// "d:07-20".
package anchor

import "songngu/corpus/text"

// Type says what an anchor is.
type Type uint8

// The types of anchor. Keys of different types may be equal where one side
// may write the one for the other: a year, an amount of money and a
// percentage have the key of their number.
const (
	Number    Type = iota // in digits, with its magnitude
	Spelt                 // a number in words, "twenty-five"
	Magnitude             // "thousands of", "hàng nghìn"
	Percent
	Money     // the amount
	Currency  // the currency of an amount
	Date      // day and month; a full date is a Date and a Year
	Month     // a month without a day
	Year      // four digits, 1000 to 2199
	Weekday   //
	Quarter   // of a year
	Time      // of day
	Ordinal   // "13th", "thứ 13", "XIII"
	DocNumber // "27-NQ/TW"
	Article   // a number with what it counts: "Article 5", "khoản 1", "Figure 2"
	Label     // what a list item begins with: "1.", "a)"
	URL       //
	Email     //
	Code      // identifiers, options, paths, file names, versions
	Acronym   // capitals that are the same on both sides
	Name      // one word of a name, without marks
	FullName  // a run of two or more capitalised words
	Respelt   // the consonants of a foreign name
	Country   // a country, its people and its language; other places
	Term      // of the built-in table: offices, institutions, phrases
	Word      // of the same table: one common word, which a lexicon knows as well
	UserTerm  // of the user's glossary
	typeCount
)

var typeNames = [typeCount]string{
	"number", "spelt", "magnitude", "percent", "money", "currency", "date", "month", "year", "weekday",
	"quarter", "time", "ordinal", "document-number", "article", "label", "url", "email", "code", "acronym",
	"name", "full-name", "respelt", "country", "term", "word", "user-term",
}

// String returns the type's name: "number", "document-number".
func (t Type) String() string {
	if t < typeCount {
		return typeNames[t]
	}
	return "unknown"
}

// Types returns all types, in order.
func Types() []Type {
	all := make([]Type, typeCount)
	for i := range all {
		all[i] = Type(i)
	}
	return all
}

// Anchor is one reading of one place in a sentence.
//
// Anchors with the same Span are readings of the same text ("5/6" is a day in
// May or in June): the place is met if any of them is, and only the best of
// them counts. A FullName or a Respelt lies over the Names it is made of.
type Anchor struct {
	Type Type
	// Key is the canonical form. Two anchors meet when their keys are equal,
	// whatever their types; keys of things that cannot meet never are.
	Key string
	// Span is the place in the sentence.
	Span text.Span
	// Weak marks a reading that is evidence when it is met and none when it is
	// not: a second reading, a capitalised word that may be no name.
	Weak bool
}
