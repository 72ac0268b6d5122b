package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Every operation that openapi.json describes is asked, with its examples, and
// answers as described; and every one that wants a key refuses, as described,
// those who show none.
func TestOpenAPI(t *testing.T) {
	var api map[string]any
	if err := json.Unmarshal(openAPIFile, &api); err != nil {
		t.Fatal(err)
	}
	keys, err := ReadKeys(strings.NewReader("0123456789abcdef-writer\n"))
	if err != nil {
		t.Fatal(err)
	}
	address := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Keys: keys})
	s := schema{root: api}
	served := 0
	for _, path := range sorted(api["paths"].(map[string]any)) {
		item := api["paths"].(map[string]any)[path].(map[string]any)
		for _, method := range []string{"get", "post", "put", "delete"} {
			op, ok := item[method].(map[string]any)
			if !ok {
				continue
			}
			served++
			name := strings.ToUpper(method) + " " + path
			var all []any
			for _, from := range []map[string]any{item, op} {
				list, _ := from["parameters"].([]any)
				all = append(all, list...)
			}
			status, kind, body := s.ask(t, address, method, path, all, op, true)
			if status != http.StatusOK {
				t.Errorf("%s: status %d: %s", name, status, body)
			}
			s.answer(t, name, op, fmt.Sprint(status), kind, body)
			if open, ok := op["security"].([]any); ok && len(open) == 0 {
				continue
			}
			status, kind, body = s.ask(t, address, method, path, all, op, false)
			if status != http.StatusUnauthorized {
				t.Errorf("%s without a key: status %d", name, status)
			}
			s.answer(t, name+" without a key", op, "default", kind, body)
		}
	}
	if served < 15 {
		t.Errorf("only %d operations are described", served)
	}
}

func sorted(m map[string]any) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// schema checks values against the schemas of an OpenAPI file, as far as ours
// uses them.
type schema struct{ root map[string]any }

// at follows a $ref.
func (s schema) at(v any) map[string]any {
	m := v.(map[string]any)
	ref, ok := m["$ref"].(string)
	if !ok {
		return m
	}
	var here any = s.root
	for name := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		here = here.(map[string]any)[name]
	}
	return s.at(here)
}

func (s schema) ask(t *testing.T, address, method, path string, parameters []any, op map[string]any, keyed bool) (status int, kind, body string) {
	t.Helper()
	q := url.Values{}
	for _, v := range parameters {
		p := s.at(v)
		example, ok := p["example"]
		switch {
		case p["in"] == "path":
			path = strings.ReplaceAll(path, "{"+p["name"].(string)+"}", url.PathEscape(fmt.Sprint(example)))
		case ok:
			q.Set(p["name"].(string), fmt.Sprint(example))
		case p["required"] == true:
			t.Errorf("%s: the parameter %s has no example", path, p["name"])
		}
	}
	var content io.Reader
	if op["requestBody"] != nil {
		for kind, c := range s.at(op["requestBody"])["content"].(map[string]any) {
			example := c.(map[string]any)["example"]
			if problem := s.check(c.(map[string]any)["schema"], example, "example"); problem != "" {
				t.Errorf("%s: %s", path, problem)
			}
			data := []byte(fmt.Sprint(example))
			if kind == "application/json" {
				data, _ = json.Marshal(example)
			}
			content = bytes.NewReader(data)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), strings.ToUpper(method), address+path+"?"+q.Encode(), content)
	if err != nil {
		t.Fatal(err)
	}
	if keyed {
		r.Header.Set("Authorization", "Bearer 0123456789abcdef-writer")
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	kind, _, _ = strings.Cut(answer.Header.Get("Content-Type"), ";")
	return answer.StatusCode, kind, string(data)
}

func (s schema) answer(t *testing.T, name string, op map[string]any, status, kind, body string) {
	t.Helper()
	response, ok := op["responses"].(map[string]any)[status]
	if !ok {
		t.Errorf("%s: the answer %s is not described", name, status)
		return
	}
	c, ok := s.at(response)["content"].(map[string]any)[kind].(map[string]any)
	if !ok {
		t.Errorf("%s: the answer %s in %s is not described", name, status, kind)
		return
	}
	var v any = body
	if kind == "application/json" {
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			t.Errorf("%s: %v in %s", name, err, body)
			return
		}
	}
	if problem := s.check(c["schema"], v, "answer"); problem != "" {
		t.Errorf("%s: %s\n%s", name, problem, body)
	}
}

// check says what is wrong with a value, "" if nothing is. A keyword that it
// does not know is wrong as well, so that none goes unchecked.
func (s schema) check(of, v any, where string) string {
	for _, word := range sorted(s.at(of)) {
		if problem := s.keyword(s.at(of), word, v, where); problem != "" {
			return problem
		}
	}
	return ""
}

func (s schema) keyword(m map[string]any, word string, v any, where string) string {
	wrong := func(format string, args ...any) string { return where + ": " + fmt.Sprintf(format, args...) }
	arg := m[word]
	object, _ := v.(map[string]any)
	list, _ := v.([]any)
	number, isNumber := v.(float64)
	text, isText := v.(string)
	bound, _ := arg.(float64)
	broken := false
	switch word {
	case "description", "default", "example", "format":
	case "type":
		types, ok := arg.([]any)
		if !ok {
			types = []any{arg}
		}
		broken = !slices.ContainsFunc(types, func(t any) bool { return isType(t.(string), v) })
	case "enum":
		broken = !slices.Contains(arg.([]any), v)
	case "const":
		broken = v != arg
	case "minimum":
		broken = isNumber && number < bound
	case "maximum":
		broken = isNumber && number > bound
	case "minLength":
		broken = isText && float64(len([]rune(text))) < bound
	case "maxLength":
		broken = isText && float64(len([]rune(text))) > bound
	case "minItems":
		broken = list != nil && float64(len(list)) < bound
	case "maxItems":
		broken = list != nil && float64(len(list)) > bound
	case "items":
		for i, e := range list {
			if problem := s.check(arg, e, fmt.Sprintf("%s[%d]", where, i)); problem != "" {
				return problem
			}
		}
	case "required":
		for _, name := range arg.([]any) {
			if _, ok := object[name.(string)]; object != nil && !ok {
				return wrong("%v is missing", name)
			}
		}
	case "properties":
		for name, of := range arg.(map[string]any) {
			if e, ok := object[name]; ok {
				if problem := s.check(of, e, where+"."+name); problem != "" {
					return problem
				}
			}
		}
	case "additionalProperties":
		known := m["properties"].(map[string]any)
		for name := range object {
			if _, ok := known[name]; !ok {
				return wrong("%q is not described", name)
			}
		}
	default:
		return wrong("the schema's keyword %q is not checked", word)
	}
	if broken {
		return wrong("%v is not of %s %v", v, word, arg)
	}
	return ""
}

func isType(name string, v any) bool {
	switch v := v.(type) {
	case nil:
		return name == "null"
	case string:
		return name == "string"
	case bool:
		return name == "boolean"
	case float64:
		return name == "number" || name == "integer" && v == math.Trunc(v)
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}
