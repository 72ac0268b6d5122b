package charset_test

import (
	"fmt"

	"songngu/corpus/charset"
)

// A page says that it is ISO-8859-1, as pages of its time did; the text reads
// as Vietnamese in TCVN3.
func ExampleDecode() {
	page := []byte("<meta charset=iso-8859-1><p>Tr\xeai m\xada, \xae\xad\xeang l\xb5ng r\xcat tr\xacn, kh\xabng ai ra \xae\xe5ng.")
	text, found, err := charset.Decode(page, charset.Options{HTML: true, Lang: "vi"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(text)
	fmt.Printf("%s, declared %s\n", found.Name, found.Declared)
	// Output:
	// <meta charset=iso-8859-1><p>Trời mưa, đường làng rất trơn, không ai ra đồng.
	// tcvn3, declared iso-8859-1
}

// Text that another reader decoded, from a DOCX or a PDF, is mended by itself.
func ExampleMend() {
	text, repairs := charset.Mend("Tiáº¿ng Viá»‡t viáº¿t Ä‘Ãºng", "vi")
	fmt.Println(text, repairs)
	// Output: Tiếng Việt viết đúng [{mojibake of utf-8 read as windows-1252, undone 5}]
}
