// Renders the chart as Helm does: Go's text/template with sprig, values and a release in JSON on standard input.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
)

func main() {
	var data map[string]any
	if err := json.NewDecoder(os.Stdin).Decode(&data); err != nil {
		panic(err)
	}
	paths, _ := filepath.Glob(filepath.Join(os.Args[1], "*.yaml"))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		parsed := template.Must(template.New(path).Option("missingkey=error").Funcs(sprig.TxtFuncMap()).Parse(string(text)))
		var out strings.Builder
		if err := parsed.Execute(&out, data); err != nil {
			panic(err)
		}
		if rendered := strings.TrimSpace(out.String()); rendered != "" {
			fmt.Printf("---\n# Source: %s\n%s\n", filepath.Base(path), rendered)
		}
	}
}
