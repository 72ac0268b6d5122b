package main

import (
	"math"

	"songngu/align/evaluate"
)

type prfJSON struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Gold      int     `json:"gold"`
	Test      int     `json:"test"`
}

type binJSON struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Beads int     `json:"beads"`
	Mean  float64 `json:"mean"`
	Right float64 `json:"right"`
}

type scoreJSON struct {
	Name             string             `json:"name"`
	Documents        int                `json:"documents"`
	Measures         map[string]prfJSON `json:"measures"`
	Types            map[string]prfJSON `json:"types"`
	Reliability      []binJSON          `json:"reliability,omitempty"`
	CalibrationError *float64           `json:"expectedCalibrationError,omitempty"`
}

type segmentationJSON struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Right     int     `json:"right"`
	Wrong     int     `json:"wrong"`
	Missed    int     `json:"missed"`
}

type evalReportJSON struct {
	Total     scoreJSON   `json:"total"`
	Documents []scoreJSON `json:"documents"`
	Missing   []string    `json:"missing,omitempty"`
}

func evalJSON(r *evaluate.Report) evalReportJSON {
	out := evalReportJSON{Total: scoreOf("all", &r.Total), Missing: r.Missing}
	for i := range r.Documents {
		out.Documents = append(out.Documents, scoreOf(r.Documents[i].Name, &r.Documents[i].Score))
	}
	return out
}

func scoreOf(name string, s *evaluate.Score) scoreJSON {
	out := scoreJSON{Name: name, Documents: s.Documents, Measures: map[string]prfJSON{}, Types: map[string]prfJSON{}}
	for _, m := range measures(s) {
		out.Measures[m.name] = prfOf(m.count)
	}
	for t, c := range s.Types {
		out.Types[t] = prfOf(c)
	}
	for k, b := range s.Reliability.Bins {
		if b.Beads > 0 {
			out.Reliability = append(out.Reliability, binJSON{float64(k) / 10, float64(k+1) / 10, b.Beads, b.Mean(), b.Accuracy()})
		}
	}
	if e := s.Reliability.Error(); !math.IsNaN(e) {
		out.CalibrationError = &e
	}
	return out
}

func prfOf(c evaluate.Count) prfJSON {
	return prfJSON{c.Precision(), c.Recall(), c.F1(), c.Gold, c.Predicted}
}
