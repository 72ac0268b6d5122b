package server

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"songngu/corpus/measuring"
	"songngu/corpus/text"
	store "songngu/tmx/memory"
)

// made is a memory of that many units, put together from parts.
func made(n int) [][2]string {
	parts := [][][2]string{
		{{"The miller", "Người xay bột"}, {"A young teacher", "Một cô giáo trẻ"}, {"The ferryman", "Người lái phà"}, {"Our neighbour", "Người hàng xóm của chúng tôi"}, {"The village doctor", "Bác sĩ trong làng"}, {"An old fisherman", "Một ngư dân già"}, {"The bookseller", "Người bán sách"}},
		{{"repaired", "đã sửa"}, {"painted", "đã sơn"}, {"sold", "đã bán"}, {"borrowed", "đã mượn"}, {"photographed", "đã chụp ảnh"}},
		{{"the wooden bridge", "cây cầu gỗ"}, {"a small boat", "một chiếc thuyền nhỏ"}, {"the school gate", "cổng trường"}, {"three bicycles", "ba chiếc xe đạp"}, {"the clock tower", "tháp đồng hồ"}, {"a red lantern", "một chiếc đèn lồng đỏ"}},
		{{"before the rain came", "trước khi trời mưa"}, {"after the harvest", "sau vụ gặt"}, {"on market day", "vào ngày họp chợ"}, {"during the long winter", "trong mùa đông dài"}, {"while everybody slept", "trong khi mọi người ngủ"}},
		{{"and told nobody about it", "mà không kể với ai"}, {"with tools of his uncle's", "bằng dụng cụ của người chú"}, {"for a handful of coins", "lấy vài đồng xu lẻ"}, {"because the council had asked", "vì hội đồng đã nhờ"}, {"although it was already late", "dù trời đã muộn"}, {"and then walked home singing", "rồi vừa đi về vừa hát"}, {"to everyone's surprise", "khiến ai cũng ngạc nhiên"}, {"as the letter says", "như trong thư có kể"}},
	}
	pairs := make([][2]string, n)
	for i := range n {
		k := i * 4999 // prime to the number of sentences there are, 8,400
		for _, list := range parts {
			for side := range pairs[i] {
				pairs[i][side] += " " + list[k%len(list)][side]
			}
			k /= len(list)
		}
		for side := range pairs[i] {
			pairs[i][side] = pairs[i][side][1:] + "."
		}
	}
	return pairs
}

// Two hundred clients ask at once, all the time, and none gets an error. In
// the tests it takes a second; SONGNGU_LOAD=60s go test -run Load -v is the real
// thing, with the training pairs of ../shared if they are there.
func TestLoad(t *testing.T) {
	clients := 200
	if testing.Short() {
		clients = 50
	}
	long, pairs := time.Second, made(2000)
	patience := 5 * time.Minute // a machine that is busy with other tests is no error
	if s := os.Getenv("SONGNGU_LOAD"); s != "" {
		var err error
		if long, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
		pairs, patience = shared(t), 0
	}
	address := start(t, Options{Store: memoryOf(t, pairs), Timeout: patience})
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	var mu sync.Mutex
	took := map[string][]time.Duration{}
	var workers sync.WaitGroup
	began := time.Now()
	for c := range clients {
		workers.Go(func() {
			for i := 0; i < 4 || ctx.Err() == nil; i++ {
				kind, path := question(pairs[(c*7919+i*104729)%len(pairs)], i)
				began := time.Now()
				status, err := ask(client, address+path)
				if err != nil || status != http.StatusOK {
					t.Errorf("%s: status %d, %v", path, status, err)
					return
				}
				mu.Lock()
				took[kind] = append(took[kind], time.Since(began))
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	total := 0
	for _, kind := range []string{"exact", "fuzzy", "search", "translate"} {
		d := took[kind]
		slices.Sort(d)
		total += len(d)
		if len(d) == 0 {
			t.Errorf("no %s was answered", kind)
			continue
		}
		t.Logf("%-9s %7d answers, p50 %v, p99 %v, worst %v", kind, len(d), d[len(d)/2].Round(10*time.Microsecond), d[len(d)*99/100].Round(10*time.Microsecond), d[len(d)-1].Round(10*time.Microsecond))
	}
	t.Logf("%d clients, %d units: %.0f answers a second", clients, len(pairs), float64(total)/time.Since(began).Seconds())
}

// shared is the pairs of the training data, or made ones where there are none.
func shared(t *testing.T) (pairs [][2]string) {
	if _, err := os.Stat(filepath.Join(measuring.Folder(), "data", "train")); err != nil {
		t.Logf("%v: made units are used", err)
		return made(8400)
	}
	for _, name := range measuring.Sets {
		english, vietnamese := measuring.Pairs(t, name)
		for i, en := range english {
			if vi := vietnamese[i]; len(text.AppendWords(nil, en)) > 3 && len([]rune(en)) < 500 && strings.TrimSpace(vi) != "" {
				pairs = append(pairs, [2]string{en, vi})
			}
		}
	}
	return pairs
}

// words is the first n words of a text.
func words(s string, n int) string {
	w := text.AppendWords(nil, s)
	return s[w[0].Start:w[min(n, len(w))-1].End]
}

// question is the i-th thing that a client asks of a pair.
func question(pair [2]string, i int) (kind, path string) {
	switch i % 4 {
	case 0:
		return "exact", "/tmserver/en/vi/unit/" + url.PathEscape(pair[store.English])
	case 1:
		return "fuzzy", "/api/v1/lookup?from=vi&text=" + url.QueryEscape("Hôm qua "+pair[store.Vietnamese])
	case 2:
		return "search", "/api/v1/search?mode=phrase&q=" + url.QueryEscape(words(pair[store.English], 2))
	}
	return "translate", "/apy/translate?langpair=en|vi&q=" + url.QueryEscape(pair[store.English])
}

func ask(client *http.Client, address string) (status int, err error) {
	answer, err := client.Get(address)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, err
}

// One client on one connection: what the server adds to a look-up.
func BenchmarkLookup(b *testing.B) {
	pairs := made(2000)
	address := start(b, Options{Store: memoryOf(b, pairs)})
	i := 0
	for b.Loop() {
		if status, err := ask(http.DefaultClient, address+"/tmserver/en/vi/unit/"+url.PathEscape(pairs[i%len(pairs)][0])); err != nil || status != http.StatusOK {
			b.Fatal(status, err)
		}
		i++
	}
	http.DefaultClient.CloseIdleConnections()
}
