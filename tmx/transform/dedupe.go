package transform

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"

	"songngu/tmx"
)

// DedupeOptions are the choices of Dedupe; the zero value leaves one of the
// units that are the same in every language, in-line codes and all.
type DedupeOptions struct {
	Like Likeness // what units may differ in and still be the same
	// BySource takes units for the same whose sources are, whatever their
	// targets.
	BySource       bool
	Source, Target string // the languages that count (see Sides); both "" means all
	Space          Space
	// Fell takes each unit that falls, in the order of the input; nil drops
	// them.
	Fell func(Fallen)
}

// Fallen is a unit that is left out for another that is the same.
type Fallen struct {
	Unit     *tmx.Unit
	Position int64  // of the unit in the input, from 1
	Kept     int64  // position of the one that stays
	KeptName string // its tuid, or # and its position
}

// Dedupe leaves one of the units that are the same: the one that is surest
// (Confidence), or failing that changed last, or used most, or else the first.
// It stands where the first of them stood, and loses nothing of where they
// came from: props, notes and foreign elements of all of them are put
// together, on the unit and on its variants, and none is overwritten. Only the
// attributes, and the props that say how sure a pair is or what context it is
// for (x-confidence, OmegaT's file, x-context-pre …), are those of the unit that
// stays alone. A unit keeps at most 10,000 of each.
//
// The units are sorted by their texts, each group is settled, and the rest
// sorted back to the order of the input; so the memory is bounded by twice
// opts.Space, and each unit is written to temporary files at most twice.
// Nothing is handed out before all is read.
func Dedupe(in Units, opts DedupeOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		groups := newSorter(opts.Space)
		defer groups.close()
		result := newSorter(opts.Space)
		defer result.close()
		err := opts.gather(in, groups)
		if err == nil {
			err = opts.settle(groups, result)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for r, err := range result.all() {
			if err != nil {
				yield(nil, err)
				return
			}
			u, err := opts.pass(r.body)
			if (u != nil || err != nil) && !yield(u, err) || err != nil {
				return
			}
		}
	}
}

// gather sorts the units by their texts, the best of each text first. A
// record's key is that of the texts and then that of the rank, its body the
// unit's position, from 1, and the unit.
func (o *DedupeOptions) gather(in Units, groups *sorter) error {
	position := int64(0)
	var key, body []byte
	for u, err := range in {
		if err != nil {
			return err
		}
		position++
		texts := o.Like.key(u, o.sides(u))
		key = appendRank(append(key[:0], texts[:]...), u)
		body = appendUnit(binary.AppendVarint(body[:0], position), u)
		if err := groups.add(key, body); err != nil {
			return err
		}
	}
	return nil
}

// appendRank appends a key by which better units sort first.
func appendRank(b []byte, u *tmx.Unit) []byte {
	start := len(b)
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(Confidence(u))) // 0 to 1: the bits sort as the numbers
	b = appendKey(b, changed(u))
	b = binary.BigEndian.AppendUint64(b, uint64(usage(u)))
	for i := start; i < len(b); i++ {
		b[i] ^= 0xFF
	}
	return b
}

// sides are the variants whose texts count.
func (o *DedupeOptions) sides(u *tmx.Unit) []*tmx.Variant {
	if o.Source == "" && o.Target == "" && !o.BySource {
		all := make([]*tmx.Variant, len(u.Variants))
		for i := range u.Variants {
			all[i] = &u.Variants[i]
		}
		return all
	}
	src, tgt := Sides(u, o.Source, o.Target)
	switch {
	case o.BySource:
		return []*tmx.Variant{src}
	case src == nil || tgt == nil: // one side alone is no pair to compare
		return nil
	}
	return []*tmx.Variant{src, tgt}
}

// settle goes through the groups and puts what stays, and what falls where
// someone wants to know, into result, by position.
func (o *DedupeOptions) settle(groups, result *sorter) error {
	const size = 16 // of the key of the texts
	var texts [size]byte
	var g *group
	for r, err := range groups.all() {
		if err != nil {
			return err
		}
		d := &unitDecoder{s: string(r.body)}
		position := d.varint()
		u, err := decodeUnit(d.s)
		if err != nil {
			return err
		}
		if g != nil && bytes.Equal(texts[:], r.key[:size]) {
			g.join(u, position)
			if o.Fell != nil {
				if err := result.add(positionKey(position), g.fallen(r.body)); err != nil {
					return err
				}
			}
			continue
		}
		if err := g.end(result); err != nil {
			return err
		}
		g = newGroup(u, position)
		copy(texts[:], r.key)
	}
	return g.end(result)
}

// Kinds of records in the result, the first byte of their bodies. In that of a
// fallen unit follow the position and the tuid of the one kept, its own
// position, and in both the unit.
const (
	recordKept   = 'k'
	recordFallen = 'f'
)

func positionKey(position int64) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(position))
}

// pass hands a fallen unit to Fell, or returns one that stays.
func (o *DedupeOptions) pass(body []byte) (*tmx.Unit, error) {
	d := &unitDecoder{s: string(body[1:])}
	if body[0] == recordKept {
		return decodeUnit(d.s)
	}
	f := Fallen{Kept: d.varint(), KeptName: d.string(), Position: d.varint()}
	if f.KeptName == "" {
		f.KeptName = "#" + strconv.FormatInt(f.Kept, 10)
	}
	var err error
	if f.Unit, err = decodeUnit(d.s); err == nil {
		o.Fell(f)
	}
	return nil, err
}
