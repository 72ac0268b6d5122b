package review

import (
	"math"
	"strings"
	"time"

	"songngu/align/beadfile"
)

// PerHour is how fast a reviewer works.
type PerHour struct {
	Beads int `json:"beads"`
	Words int `json:"words"` // English ones
}

// pace remembers decisions of the last hour.
type pace struct{ made []decision }

type decision struct {
	at           time.Time
	beads, words int
}

const (
	paceWindow = time.Hour
	// paceLeast is what a first decision counts for at least: nobody makes
	// 3,600 in an hour because he has made one in a second.
	paceLeast = time.Minute
)

// note counts the beads that a step has given a status, and takes back those
// it took it from.
func (p *pace) note(s *step, now time.Time) {
	d := decision{at: now}
	for k, list := range [2][]*bead{s.beads.new, s.beads.old} {
		for _, b := range list {
			if b.status == beadfile.Unreviewed {
				continue
			}
			sign := 1 - 2*k
			d.beads += sign
			for _, x := range b.side[english] {
				d.words += sign * len(strings.Fields(x.Text))
			}
		}
	}
	if d.beads != 0 {
		p.made = append(p.made, d)
	}
}

func (p *pace) perHour(now time.Time) PerHour {
	for len(p.made) > 0 && now.Sub(p.made[0].at) > paceWindow {
		p.made = p.made[1:]
	}
	if len(p.made) == 0 {
		return PerHour{}
	}
	beads, words := 0, 0
	for _, d := range p.made {
		beads, words = beads+d.beads, words+d.words
	}
	hours := max(now.Sub(p.made[0].at), paceLeast).Hours()
	return PerHour{int(math.Round(float64(max(beads, 0)) / hours)), int(math.Round(float64(max(words, 0)) / hours))}
}
