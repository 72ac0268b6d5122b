package anchor

// Glossary is the user's list of terms: each entry is terms of both languages
// that mean the same.
type Glossary struct {
	Entries []Entry
	// Bad are the lines that could not be read; they were passed by.
	Bad []BadLine
}

// Entry is one concept of a glossary.
type Entry struct{ English, Vietnamese []string }

// addGlossary adds the user's terms; they win over built-in ones of the same
// words only by adding a reading.
func (t *tables) addGlossary(g *Glossary) {
	for _, e := range g.Entries {
		if len(e.English) == 0 || len(e.Vietnamese) == 0 {
			continue
		}
		key := "g:" + e.English[0]
		for _, form := range e.English {
			t.en.addTerm(hashForm(form), concept{key: key, typ: UserTerm})
		}
		for _, form := range e.Vietnamese {
			t.vi.addTerm(hashForm(form), concept{key: key, typ: UserTerm})
		}
	}
}

// BadLine is a line of a glossary that could not be read.
type BadLine struct {
	File   string
	Line   int
	Reason string
}
