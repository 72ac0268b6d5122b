package beadfile

// Status is what a reviewer has decided about a bead.
type Status string

// The statuses, as they stand in files. The zero value is a bead that nobody
// has reviewed.
const (
	Unreviewed Status = ""
	Accepted   Status = "accepted"
	Rejected   Status = "rejected"
	NeedsWork  Status = "needs-work"
)

// Valid reports whether s is one of the statuses.
func (s Status) Valid() bool {
	switch s {
	case Unreviewed, Accepted, Rejected, NeedsWork:
		return true
	}
	return false
}

// Review is what a reviewer has said of a bead.
type Review struct {
	Status Status
	Note   string
}

// Review is what a reviewer has said of bead number i, the zero Review where
// nobody has.
func (f *File) Review(i int) Review {
	if i < len(f.Reviews) {
		return f.Reviews[i]
	}
	return Review{}
}

// SetReview notes what a reviewer has said of bead number i.
func (f *File) SetReview(i int, r Review) {
	if f.Review(i) == r {
		return
	}
	for len(f.Reviews) <= i {
		f.Reviews = append(f.Reviews, Review{})
	}
	f.Reviews[i] = r
}

// SetOriginal notes the document's text of an edited sentence; side is 0 for
// English, 1 for Vietnamese.
func (f *File) SetOriginal(side, n int, text string) {
	if f.Originals[side] == nil {
		f.Originals[side] = map[int]string{}
	}
	f.Originals[side][n] = text
}

func (f *File) setOriginal(side string, n int, text string) {
	k := 0
	if side == "vi" {
		k = 1
	}
	f.SetOriginal(k, n, text)
}
