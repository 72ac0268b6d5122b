package beadfile

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"songngu/align"
)

// The cesAlign form of XCES, as OPUS hands alignments out: links between the
// sentence ids of two documents,
//
//	<linkGrp targType="s" fromDoc="en/a.xml.gz" toDoc="vi/a.xml.gz">
//	  <link id="SL1" xtargets="1 2;1" certainty="0.98"/>
//
// Ids that are numbers are taken as sentence numbers from 1; others ("s3.2")
// are numbered in the order in which they are first named.

// WriteCES writes cesAlign; the documents are named by fromDoc and toDoc.
func WriteCES(w io.Writer, a *align.Alignment, fromDoc, toDoc string) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	b.WriteString("<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n<cesAlign version=\"1.0\">\n")
	b.WriteString("  <linkGrp targType=\"s\" fromDoc=\"")
	xml.EscapeText(b, []byte(fromDoc))
	b.WriteString("\" toDoc=\"")
	xml.EscapeText(b, []byte(toDoc))
	b.WriteString("\">\n")
	for n, bead := range a.Beads {
		fmt.Fprintf(b, "    <link id=\"SL%d\" xtargets=\"%s;%s\" certainty=\"%s\"/>\n", n+1, cesIDs(bead.Src), cesIDs(bead.Tgt), score(bead.Confidence))
	}
	b.WriteString("  </linkGrp>\n</cesAlign>\n")
	return b.Flush()
}

func cesIDs(r align.Range) string {
	ids := make([]string, 0, r.Len())
	for i := r.Start; i < r.End; i++ {
		ids = append(ids, strconv.Itoa(i+1))
	}
	return strings.Join(ids, " ")
}

// ReadCES reads a cesAlign file of one document pair. No entity is resolved
// and nothing is fetched.
func ReadCES(r io.Reader, name string) (*align.Alignment, error) {
	d := xml.NewDecoder(r)
	reader := cesReader{src: map[string]int{}, tgt: map[string]int{}, alignment: &align.Alignment{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		line, _ := d.InputPos()
		if err != nil {
			return nil, &SyntaxError{name, line, err}
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := reader.element(e); err != nil {
				return nil, &SyntaxError{name, line, err}
			}
		}
	}
	if reader.groups == 0 {
		return nil, fmt.Errorf("%s: there is no linkGrp in it: this is no cesAlign file", name)
	}
	placeEmpty(reader.alignment.Beads)
	return reader.alignment, nil
}

type cesReader struct {
	src, tgt  map[string]int // numbers given to ids that are no numbers
	alignment *align.Alignment
	groups    int
}

func (c *cesReader) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "linkGrp":
		if c.groups++; c.groups > 1 {
			return fmt.Errorf("a second document pair in one file: split it first")
		}
	case "link":
		return c.link(e)
	}
	return nil
}

func (c *cesReader) link(e xml.StartElement) error {
	var targets string
	confidence := 0.0
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "xtargets":
			targets = a.Value
		case "certainty":
			// hunalign's scores stand here too; only a probability is one.
			if v, err := strconv.ParseFloat(a.Value, 64); err == nil && v >= 0 && v <= 1 {
				confidence = v
			}
		}
	}
	en, vi, ok := strings.Cut(targets, ";")
	if !ok {
		return fmt.Errorf("xtargets %q has no semicolon", clip(targets))
	}
	src, err := cesRange(c.src, en)
	if err != nil {
		return err
	}
	tgt, err := cesRange(c.tgt, vi)
	if err != nil {
		return err
	}
	c.alignment.Beads = appendRun(c.alignment.Beads, src, tgt, confidence)
	return nil
}

func cesRange(seen map[string]int, ids string) (align.Range, error) {
	var list []string
	for _, id := range strings.Fields(ids) {
		n, err := strconv.Atoi(id)
		if err == nil && n > 0 {
			n--
		} else if known, ok := seen[id]; ok {
			n = known
		} else {
			n = len(seen)
			seen[id] = n
		}
		list = append(list, strconv.Itoa(n))
	}
	return parseNumbers(strings.Join(list, ","))
}
