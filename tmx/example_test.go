package tmx_test

import (
	"fmt"
	"os"
	"strings"

	"songngu/tmx"
)

// A file with an ampersand that is none, a language code with an underscore
// and a target before its source is read with two repairs and written as every
// client takes it.
func Example() {
	broken := `<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"
  adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu tuid="12"><tuv xml:lang="vi_VN"><seg>Phòng R&D mở cửa lúc tám giờ.</seg></tuv>
<tuv xml:lang="en"><seg>The R&amp;D office opens at eight.</seg></tuv></tu>
</body></tmx>`
	r := tmx.NewReader(strings.NewReader(broken), tmx.ReaderOptions{
		Report: func(f tmx.Finding) { fmt.Println(f) },
	})
	w := tmx.NewWriter(os.Stdout, *r.Header(), tmx.WriterOptions{})
	for r.Scan() {
		u := r.Unit()
		u.SetProp("x-checked", "yes")
		if err := w.Write(u); err != nil {
			fmt.Println(err)
		}
	}
	if err := r.Err(); err != nil {
		fmt.Println(err)
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 3:15: warning T020: unit 12: language code "vi_VN" is not as BCP 47 writes it; read as "vi-VN"
	// 3:50: warning T008: unit 12: an & that starts no reference; escaped
	// <?xml version="1.0" encoding="UTF-8"?>
	// <!DOCTYPE tmx SYSTEM "tmx14.dtd">
	// <tmx version="1.4">
	//   <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext">
	//   </header>
	//   <body>
	//     <tu tuid="12">
	//       <prop type="x-checked">yes</prop>
	//       <tuv xml:lang="en">
	//         <seg>The R&amp;D office opens at eight.</seg>
	//       </tuv>
	//       <tuv xml:lang="vi-VN">
	//         <seg>Phòng R&amp;D mở cửa lúc tám giờ.</seg>
	//       </tuv>
	//     </tu>
	//   </body>
	// </tmx>
}
