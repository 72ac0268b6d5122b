package quality_test

import (
	"fmt"
	"strings"

	"songngu/tmx"
	"songngu/tmx/quality"
)

const memory = `<tmx version="1.4"><header srclang="en" segtype="sentence" creationtool="t" creationtoolversion="1" o-tmf="t" adminlang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>The loom has 24 threads.</seg></tuv><tuv xml:lang="vi"><seg>Khung cửi có 42 sợi chỉ.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Weave {0} rows.</seg></tuv><tuv xml:lang="vi"><seg>Hãy dệt các hàng.</seg></tuv></tu>
</body></tmx>`

func ExampleChecker() {
	checker, err := quality.New(quality.Options{Skip: []string{"Q4xx"}})
	if err != nil {
		panic(err)
	}
	r := tmx.NewReader(strings.NewReader(memory), tmx.ReaderOptions{})
	checker.Start("loom.tmx", r.Header())
	for r.Scan() {
		for _, f := range checker.Check(r.Unit()) {
			fmt.Println(f)
		}
	}
	fmt.Println(checker.Summary().AtLeast(quality.Error), "errors")
	// Output:
	// #1: error Q101 numbers disagree: “24” in English, “42” in Vietnamese
	// #2: error Q111 placeholder “{0}” missing in Vietnamese
	// 2 errors
}
