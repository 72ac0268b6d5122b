package leverage

import (
	"encoding/json"
	"fmt"
)

// Band is a class of segments that an agency bills alike.
type Band uint8

// The bands, as a table lists them. Internal ones are fuzzy matches with an
// earlier segment of the files themselves.
const (
	Context    Band = iota // 101: the same text between the same neighbours
	Exact                  // 100
	Repetition             // the same text as an earlier segment, and no exact match
	Match95                // 95 to 99
	Match85
	Match75
	Match50
	Internal95
	Internal85
	Internal75
	Internal50
	New // below 50, or nothing
	bands
)

// Bands lists all bands in the order of a table.
func Bands() []Band {
	list := make([]Band, bands)
	for i := range list {
		list[i] = Band(i)
	}
	return list
}

var bandNames = [bands]string{"101", "100", "repetitions", "95-99", "85-94", "75-84", "50-74", "internal 95-99", "internal 85-94", "internal 75-84", "internal 50-74", "new"}

// String is the band's name: "95-99", "internal 95-99", "repetitions", "new".
func (b Band) String() string {
	if b < bands {
		return bandNames[b]
	}
	return fmt.Sprintf("band %d", uint8(b))
}

// MarshalText makes a band its name in JSON.
func (b Band) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// BandOf is the band of a match with the memory of that percentage, New for
// less than 50.
func BandOf(percent int) Band {
	switch {
	case percent > 100:
		return Context
	case percent == 100:
		return Exact
	case percent >= 95:
		return Match95
	case percent >= 85:
		return Match85
	case percent >= 75:
		return Match75
	case percent >= 50:
		return Match50
	}
	return New
}

// internal is the band of a match with an earlier segment.
func internal(percent int) Band {
	if b := BandOf(min(percent, 99)); b != New {
		return b - Match95 + Internal95
	}
	return New
}

// Table counts segments by band.
type Table [bands]Count

// Add counts one segment.
func (t *Table) Add(b Band, c Count) { t[b].add(c) }

// Total is the sum over all bands.
func (t *Table) Total() Count {
	var sum Count
	for _, c := range t {
		sum.add(c)
	}
	return sum
}

func (t *Table) addTable(o *Table) {
	for i, c := range o {
		t[i].add(c)
	}
}

// MarshalJSON is an array of an object for each band, in the order of Bands.
func (t Table) MarshalJSON() ([]byte, error) {
	type row struct {
		Band Band `json:"band"`
		Count
	}
	rows := make([]row, bands)
	for i, c := range t {
		rows[i] = row{Band(i), c}
	}
	return json.Marshal(rows)
}
