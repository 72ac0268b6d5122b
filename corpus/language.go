package corpus

import "songngu/corpus/text"

// guessLang is text.Guess where it is sure enough to act on.
func guessLang(s string) string {
	lang, sure := text.Guess(s)
	if sure < 0.8 {
		return ""
	}
	return lang
}

// maxGuessed bounds the sentences that Language looks at: two thirds of a
// thousand, spread evenly, are two thirds of the whole to a few per cent.
const maxGuessed = 1000

// Language is the language that most of the document's text is in, "en" or
// "vi", or "" where there is no plain majority: less than two thirds of what
// could be told apart, or nothing that could be.
func (d *Document) Language() string {
	var weight [2]int
	n := len(d.Sentences)
	looked := min(n, maxGuessed)
	for k := range looked {
		s := &d.Sentences[k*n/looked]
		switch guessLang(s.Text) {
		case "en":
			weight[0] += len(s.Text)
		case "vi":
			weight[1] += len(s.Text)
		}
	}
	switch total := weight[0] + weight[1]; {
	case total == 0:
		return ""
	case 3*weight[0] > 2*total:
		return "en"
	case 3*weight[1] > 2*total:
		return "vi"
	}
	return ""
}
