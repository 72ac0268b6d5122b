package segment_test

import (
	"fmt"

	"songngu/corpus/segment"
)

func Example() {
	s, err := segment.New("en")
	if err != nil {
		fmt.Println(err)
		return
	}
	blocks := []string{
		"Opening hours",
		"The library opens at 7 a.m. on weekdays. Dr. Lam runs it.Her brother helps.",
	}
	found, err := s.Document(blocks)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, sentences := range found {
		for _, x := range sentences {
			fmt.Println(i, x.Doubtful, x.Span.Of(blocks[i]))
		}
	}
	// Output:
	// 0 false Opening hours
	// 1 false The library opens at 7 a.m. on weekdays.
	// 1 false Dr. Lam runs it.
	// 1 true Her brother helps.
}

func ExampleWithAbbreviations() {
	s, err := segment.New("vi", segment.WithAbbreviations([]string{"HTX.", "tt"}))
	if err != nil {
		fmt.Println(err)
		return
	}
	block := "Rau do HTX. Sông Xanh trồng. Khách mua tại vườn."
	found, err := s.Document([]string{block})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range found[0] {
		fmt.Println(x.Span.Of(block))
	}
	// Output:
	// Rau do HTX. Sông Xanh trồng.
	// Khách mua tại vườn.
}
