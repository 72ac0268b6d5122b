package main

import (
	"encoding/json"
	"fmt"

	"songngu/tmx"
)

// tmxFacts is what a verb that makes memories says at its end.
type tmxFacts struct {
	Verb     string           `json:"verb"`
	Inputs   []memoryFacts    `json:"inputs"`
	Counts   map[string]int64 `json:"counts"`
	Refused  int64            `json:"refused"` // units that could not be written
	Written  []outputFacts    `json:"written"`
	Findings []findingFacts   `json:"findings"` // of the writer; those of the reader are with the inputs
}

// memoryFacts is what was read of an input.
type memoryFacts struct {
	Path     string         `json:"path"`
	Units    int64          `json:"units"`
	PassedBy int64          `json:"passedBy"` // units beyond mending
	Findings []findingFacts `json:"findings"`
}

// findingFacts is how often something was found, and where first.
type findingFacts struct {
	Code  string      `json:"code"`
	Count int64       `json:"count"`
	First tmx.Finding `json:"first"`
}

func (f *findings) facts() []findingFacts {
	all := []findingFacts{}
	for _, x := range f.first {
		all = append(all, findingFacts{x.Code, f.counts[x.Code], x})
	}
	return all
}

func (m *memories) facts() (all []memoryFacts) {
	for _, in := range m.inputs {
		all = append(all, memoryFacts{in.path, in.units, in.passedBy, in.findings.facts()})
	}
	return all
}

// tell says what was done: as a table on standard error, or with --json as an
// object.
func (r *tmxRun) tell() error {
	facts := tmxFacts{
		Verb: r.c.Command.Name, Inputs: r.in.facts(), Counts: map[string]int64{},
		Refused: r.refused, Findings: r.wrong.facts(), Written: []outputFacts{},
	}
	toStdout := false
	for _, m := range r.made {
		facts.Written = append(facts.Written, outputFacts{m.out.path, m.format, int(m.units), m.out.existed})
		toStdout = toStdout || m.out.path == "-"
		for _, o := range m.also {
			facts.Written = append(facts.Written, outputFacts{o.path, m.format, int(m.units), o.existed})
		}
	}
	for _, n := range r.counts {
		facts.Counts[n.name] = *n.n
	}
	if r.c.Bool("json") {
		if !toStdout {
			return r.p.printJSON(facts)
		}
		e := json.NewEncoder(r.p.voice.w)
		e.SetEscapeHTML(false)
		return e.Encode(facts)
	}
	r.p.tellRead(facts.Inputs)
	v := r.p.voice
	for _, n := range r.counts {
		v.fact(n.name, "%s", count(int(*n.n), n.noun))
	}
	r.p.tellFound("mended", "", facts.Findings)
	if r.refused > 0 {
		v.warn("%s could not be written", count(int(r.refused), "unit"))
	}
	for i, w := range facts.Written {
		if i == 20 && len(facts.Written) > 25 {
			v.fact("written", "and %d more", len(facts.Written)-i)
			break
		}
		note := ""
		if w.Existed {
			note = ", overwritten"
		}
		v.fact("written", "%s (%s%s)", shown(w.Path), count(w.Units, "unit"), note)
	}
	return nil
}

// manyInputs is how many memories may be told one by one.
const manyInputs = 8

// tellRead says what was read, and what was wrong with it.
func (p *program) tellRead(inputs []memoryFacts) {
	units := int64(0)
	for _, in := range inputs {
		units += in.Units
		if len(inputs) <= manyInputs {
			p.voice.fact("read", "%s (%s)", shownInput(in.Path), count(int(in.Units), "unit"))
		}
		p.tellFound("found", in.Path, in.Findings)
		if in.PassedBy > 0 {
			p.voice.warn("%s of %s beyond mending and left out", count(int(in.PassedBy), "unit"), shownInput(in.Path))
		}
	}
	if len(inputs) > manyInputs {
		p.voice.fact("read", "%d memories (%s)", len(inputs), count(int(units), "unit"))
	}
}

// tellFound says what was found, a line for each code.
func (p *program) tellFound(label, path string, found []findingFacts) {
	for _, f := range found {
		line := f.First.String()
		if path != "" {
			line = shownInput(path) + ":" + line
		}
		if f.Count > 1 {
			line += fmt.Sprintf(" (and %d more)", f.Count-1)
		}
		p.voice.fact(label, "%s", oneLine(line))
	}
}

// warnFound is tellFound of what cost something, for verbs that are asked for
// something else.
func (p *program) warnFound(inputs []memoryFacts) {
	for _, in := range inputs {
		for _, f := range in.Findings {
			if f.First.Severity > tmx.Info {
				p.tellFound("found", in.Path, []findingFacts{f})
			}
		}
	}
}
