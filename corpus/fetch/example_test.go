package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"songngu/corpus/fetch"
)

func Example() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/bai-viet" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<p>Con đò sang sông lúc rạng sáng.</p>")
	}))
	defer site.Close()

	fetcher, err := fetch.New(fetch.Options{UserAgent: "songngu/1.0", AllowPrivate: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer fetcher.Close()
	page, err := fetcher.Get(context.Background(), site.URL+"/bai-viet#binh-luan")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(page.Status, page.Type, page.Charset)
	fmt.Printf("%s\n", page.Body)

	_, err = fetcher.Get(context.Background(), site.URL+"/khong-co")
	var failed *fetch.Error
	if errors.As(err, &failed) {
		fmt.Println(failed.What, errors.Is(err, fetch.ErrNotFound))
	}
	// Output:
	// 200 text/html utf-8
	// <p>Con đò sang sông lúc rạng sáng.</p>
	// the server answers 404 Not Found true
}
