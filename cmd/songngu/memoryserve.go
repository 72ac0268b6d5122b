package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"songngu/cmd/songngu/internal/server"
	store "songngu/tmx/memory"
)

// publicRate is how often a second each client beyond loopback may ask, where
// --rate does not say otherwise.
const publicRate = 100

func (p *program) tmServeCommand() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "answer the programs of translators over HTTP, and a page to search by hand",
		UsageText: "songngu tm serve [FLAGS]",
		Description: `The address is printed to standard output; open it in a browser to search. Programs
find there

   ADDRESS/tmserver         amaGama: Virtaal, Weblate, Okapi (also ADDRESS/api/v1)
   ADDRESS/apy              Apertium APY: OmegaT, Okapi
   ADDRESS                  LibreTranslate
   ADDRESS/openapi.json     what there is for programs of your own
   ADDRESS/metrics          counts and times for Prometheus

Only programs of this machine are answered, and nothing is changed, unless flags say
otherwise. Any other address wants --key-file: a file with one key a line, of at least
16 characters; "read" after a key makes it one that changes nothing. Clients show it
as a bearer token, as the password in http://any:KEY@HOST/, as the header X-API-Key or
as the parameter key. Ctrl-C ends the server when it has answered what was asked.

With --watch, the TMX files of a folder and of those in it are taken in, and those
that come or change later; what was taken is kept in mind beside the memory
(FILE.taken), so that nothing is taken twice.

Examples:

   songngu tm serve
   songngu tm serve --db team.songngu --watch tm/ --writable
   songngu tm serve --listen :8443 --key-file keys --tls-cert cert.pem --tls-key key.pem`,
		Flags: memoryFlags(
			&cli.StringFlag{Name: "listen", Value: "127.0.0.1:8888", Usage: "`ADDRESS` and port to listen at; port 0: any that is free"},
			&cli.BoolFlag{Name: "writable", Usage: "let clients add and remove units"},
			&cli.StringFlag{Name: "key-file", Usage: "answer those only who show a key of `FILE`"},
			&cli.StringFlag{Name: "tls-cert", Usage: "`FILE` of the certificate, to be served by https"},
			&cli.StringFlag{Name: "tls-key", Usage: "`FILE` of the certificate's key"},
			&cli.StringSliceFlag{Name: "allow-origin", Usage: "let pages of this `ORIGIN` ask from a browser (https://cat.example.org; * is any, to read only; repeatable)"},
			&cli.StringSliceFlag{Name: "watch", Usage: "take the TMX files of this `FOLDER` in, now and whenever they change (repeatable)"},
			&cli.Float64Flag{Name: "rate", DefaultText: fmt.Sprintf("%d beyond this machine, else 0", publicRate), Usage: "`N` requests a second for each client, 0: without bound"},
			&cli.IntFlag{Name: "translate-min", Value: 100, Usage: "answer Apertium and LibreTranslate from this `PERCENTAGE`; 100: the same words only"},
			&cli.IntFlag{Name: "max-length", Value: 5000, Usage: "refuse texts of more than `N` characters"},
			&cli.Int64Flag{Name: "max-body", Value: 8 << 20, Usage: "refuse to take in more than `N` bytes at once"},
			&cli.DurationFlag{Name: "timeout", Value: 10 * time.Second, Usage: "give an answer up after this `TIME`"},
		),
		Action: p.tmServe,
	}
}

func (p *program) tmServe(c *cli.Context) error {
	if c.Args().Len() > 0 {
		return usage("songngu tm serve --db "+shellWord(c.Args().First()), "serve takes no argument")
	}
	opts, err := p.serveOptions(c)
	if err != nil {
		return err
	}
	if opts.TLS, err = certificate(c); err != nil {
		return err
	}
	for _, dir := range c.StringSlice("watch") {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return unread(fmt.Errorf("cannot watch %q: no such folder", dir), "mkdir "+shellWord(dir))
		}
	}
	return p.withMemory(c, opts.Writable || c.IsSet("watch"), func(m *store.Memory) error {
		ln, err := listen(c, &opts)
		if err != nil {
			return err
		}
		defer ln.Close()
		opts.Store, opts.Name = m, strings.TrimSuffix(filepath.Base(m.Path()), ".songngu")
		return p.serve(c, m, server.New(opts), ln, opts.TLS != nil)
	})
}

// serveOptions are what the flags say, but for the rate, which depends on who
// can ask.
func (p *program) serveOptions(c *cli.Context) (o server.Options, err error) {
	o = server.Options{
		Version: release, Writable: c.Bool("writable"), Origins: c.StringSlice("allow-origin"),
		TranslateMin: c.Int("translate-min"), Rate: c.Float64("rate"), Timeout: c.Duration("timeout"),
		MaxText: c.Int("max-length"), MaxBody: c.Int64("max-body"), Now: p.now, Talk: p.voice.warn,
	}
	switch {
	case o.TranslateMin < store.MinFuzzy || o.TranslateMin > store.Exact:
		return o, usage("--translate-min 85", "percentage %d is not from %d to %d", o.TranslateMin, store.MinFuzzy, store.Exact)
	case o.Rate < 0 || o.MaxText < 1 || o.MaxBody < 1 || o.Timeout <= 0:
		return o, usage("songngu tm serve --help", "--rate, --max-length, --max-body and --timeout are not below nothing")
	}
	for _, origin := range o.Origins {
		u, err := url.Parse(origin)
		if origin != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != origin) {
			return o, usage("--allow-origin https://cat.example.org", "%q is no origin", origin)
		}
	}
	if path := c.String("key-file"); path != "" {
		o.Keys, err = p.readKeys(path)
	}
	return o, err
}

func (p *program) readKeys(path string) (*server.Keys, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read keys %q: %w", path, cause(err)), "")
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		p.voice.warn("others may read the keys: chmod 600 %s", shellWord(path))
	}
	keys, err := server.ReadKeys(f)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot use keys %q: %w", path, err), "openssl rand -hex 24 makes a key")
	}
	return keys, nil
}

// certificate is what https is served with, nil for http.
func certificate(c *cli.Context) (*tls.Config, error) {
	cert, key := c.String("tls-cert"), c.String("tls-key")
	if cert == "" && key == "" {
		return nil, nil
	}
	if cert == "" || key == "" {
		return nil, usage("--tls-cert cert.pem --tls-key key.pem", "--tls-cert and --tls-key belong together")
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot use the certificate %q: %w", cert, err), "")
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// listen opens the port, if keys are asked for wherever others can reach it.
func listen(c *cli.Context, o *server.Options) (net.Listener, error) {
	address := c.String("listen")
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, usage("--listen 127.0.0.1:8888", "%q is no address with a port: %w", address, err)
	}
	public := !at.IP.IsLoopback()
	if public && o.Keys == nil {
		return nil, usage("openssl rand -hex 24 > keys; chmod 600 keys; songngu tm serve --listen "+shellWord(address)+" --key-file keys", "%q can be reached from other machines, and there are no keys", address)
	}
	if public && !c.IsSet("rate") {
		o.Rate = publicRate
	}
	ln, err := net.ListenTCP("tcp", at)
	if err != nil {
		if e, ok := errors.AsType[*net.OpError](err); ok {
			err = e.Err
		}
		return nil, unread(fmt.Errorf("cannot listen at %q: %w", address, err), "--listen 127.0.0.1:0 takes a port that is free")
	}
	return ln, nil
}

// serve tells the address and serves until the user ends it, which is no
// failure.
func (p *program) serve(c *cli.Context, m *store.Memory, s *server.Server, ln net.Listener, secure bool) error {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	address := scheme + "://" + reachable(ln.Addr()) + "/"
	if c.Bool("json") {
		if err := p.printJSON(map[string]any{"address": address, "db": m.Path(), "writable": c.Bool("writable")}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(p.stdout, address)
	}
	p.voice.fact("memory", "%s", m.Path())
	p.voice.fact("clients", "%s", p.clients(c, ln, secure))
	ctx, stop := context.WithCancelCause(c.Context)
	defer stop(nil)
	ended := p.watchFolders(ctx, stop, c.StringSlice("watch"), m, s)
	err := s.Serve(ctx, ln)
	stop(nil)
	ended()
	switch why := context.Cause(ctx); {
	case err != nil && !errors.Is(err, http.ErrServerClosed):
		return err
	case !errors.Is(why, context.Canceled):
		return why
	}
	p.voice.say("stopped")
	return nil
}

// clients says who is answered.
func (p *program) clients(c *cli.Context, ln net.Listener, secure bool) string {
	s := "programs of this machine"
	tcp, ok := ln.Addr().(*net.TCPAddr)
	switch {
	case c.String("key-file") != "":
		s = "those who show a key"
	case c.IsSet("allow-origin"):
		s += " and pages of " + strings.Join(c.StringSlice("allow-origin"), ", ")
	}
	if c.Bool("writable") {
		s += "; they may change the memory"
	}
	if ok && !tcp.IP.IsLoopback() && !secure {
		p.voice.warn("keys and texts cross the network unencrypted: --tls-cert and --tls-key, or a proxy with https, mend that")
	}
	return s
}

// reachable is a listener's address as this machine can type it.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return a.String()
	}
	name, err := os.Hostname()
	if err != nil {
		name = "localhost"
	}
	return net.JoinHostPort(cmp.Or(name, "localhost"), fmt.Sprint(tcp.Port))
}
