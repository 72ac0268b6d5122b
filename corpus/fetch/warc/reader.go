package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Reader reads the records of a WARC file in their order, in memory that does
// not grow with the file. It takes plain files, files with a gzip member for
// each record, as the standard recommends, and files gzipped as a whole.
//
// Damage does not end the reading: Next reports it as a *SyntaxError and goes
// on at the next thing that looks like a record. In gzipped files it goes back
// for it to where the damage began, if the file can be sought in.
type Reader struct {
	src     *counter
	zipped  bool
	zr      *gzip.Reader
	in      *bufio.Reader // the decompressed member; src.buf in a plain file
	member  int64         // where the member begins in the file
	out     *tally        // bytes that have come out of the member
	block   *block        // of the record last returned
	version string        // a version line already read, when going on after damage
	err     error         // why the reading ended
}

// counter counts the bytes taken from a file. It is an io.ByteReader, so that
// gzip takes no byte beyond the end of a member.
type counter struct {
	buf    *bufio.Reader
	n      int64
	seeker io.Seeker // of the file; nil if it cannot be sought in
	base   int64     // where in the file the counting began
	spare  int64     // how many bytes may still be read again
}

// maxReread bounds, in bytes, what is read again to find records behind
// damage, so that a hostile file costs no more than its size and this.
const maxReread = 64 << 20

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.buf.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.buf.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// back moves to an earlier place, if that can be.
func (c *counter) back(to int64) {
	again := c.n - to
	if c.seeker == nil || again <= 0 || again > c.spare {
		return
	}
	if _, err := c.seeker.Seek(c.base+to, io.SeekStart); err != nil {
		c.seeker = nil
		return
	}
	c.spare -= again
	c.n = to
	c.buf.Reset(c.seeker.(io.Reader))
}

// tally counts what passes from a member into the buffer behind it.
type tally struct {
	from io.Reader
	n    int64
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	t.n += int64(n)
	return n, err
}

// NewReader returns a Reader of the archive in r. Whether it is gzipped is
// seen from its first bytes.
func NewReader(r io.Reader) *Reader {
	reader := &Reader{src: &counter{buf: bufio.NewReaderSize(r, 32<<10), spare: maxReread}}
	if seeker, ok := r.(io.ReadSeeker); ok {
		if base, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			reader.src.seeker, reader.src.base = seeker, base
		}
	}
	magic, _ := reader.src.buf.Peek(2)
	reader.zipped = len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b
	reader.out = &tally{from: reader.src}
	reader.in = bufio.NewReaderSize(reader.out, 32<<10)
	if reader.zipped {
		reader.err = reader.nextMember()
	}
	return reader
}

// inner is how far into the decompressed member the reading has come.
func (r *Reader) inner() int64 { return r.out.n - int64(r.in.Buffered()) }

// skip passes over n decompressed bytes, to a record known to begin there.
func (r *Reader) skip(n int64) error {
	if r.err != nil {
		return r.err
	}
	_, err := io.CopyN(io.Discard, r.in, n)
	return err
}

// nextMember begins the next gzip member; io.EOF when there is none.
func (r *Reader) nextMember() error {
	for { // zero bytes pad the files of some tools
		b, err := r.src.buf.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			break
		}
		if _, err := r.src.ReadByte(); err != nil {
			return err
		}
	}
	r.member = r.src.n
	if r.zr == nil {
		r.zr = new(gzip.Reader)
	}
	if err := r.zr.Reset(r.src); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	r.zr.Multistream(false)
	r.out.from, r.out.n = r.zr, 0
	r.in.Reset(r.out)
	return nil
}

// findMember goes on to the next thing that looks like a gzip header, behind
// the beginning of the member that is damaged.
func (r *Reader) findMember() error {
	r.src.back(r.member + 1)
	for {
		head, err := r.src.buf.Peek(3)
		if err != nil {
			return io.EOF
		}
		if head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 {
			if r.nextMember() == nil {
				return nil
			}
		}
		if _, err := r.src.ReadByte(); err != nil {
			return err
		}
	}
}

// Next returns the next record, a *SyntaxError for a place that is none, or
// io.EOF. The block of the record before is passed over.
func (r *Reader) Next() (*Record, error) {
	if r.err != nil {
		return nil, r.end(r.err)
	}
	if r.block != nil {
		_, err := io.Copy(io.Discard, r.block)
		r.block = nil
		if err != nil {
			return nil, r.damage(err)
		}
	}
	version := r.version
	r.version = ""
	if version == "" {
		var err error
		if version, err = r.start(); err != nil {
			return nil, err
		}
	}
	place := Place{r.member, max(r.inner()-int64(len(version))-2, 0)}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, r.damage(errors.New("no version line"))
	}
	fields, err := readFields(r.in)
	if err != nil {
		return nil, r.damage(err)
	}
	length, err := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, r.damage(errors.New("no Content-Length"))
	}
	r.block = &block{r.in, length}
	return &Record{Version: version, Fields: fields, Block: r.block, Length: length, Place: place}, nil
}

// start finds the version line of the next record, over the empty lines that
// end the one before and over the end of its member.
func (r *Reader) start() (string, error) {
	for {
		line, err := readLine(r.in)
		switch {
		case err == nil && line == "":
			continue
		case err == nil || err == io.EOF && line != "":
			return line, nil
		case err == io.EOF && r.zipped:
			if err := r.nextMember(); err != nil {
				return "", r.end(err)
			}
		case err == io.EOF:
			r.err = io.EOF
			return "", io.EOF
		default:
			return "", r.damage(err)
		}
	}
}

// end makes the final error of the file: io.EOF, or damage before it.
func (r *Reader) end(err error) error {
	r.err = io.EOF
	if err == io.EOF {
		return io.EOF
	}
	damage := &SyntaxError{Place{r.src.n, 0}, err.Error()}
	if r.zipped && r.findMember() == nil {
		r.err = nil
	}
	return damage
}

// damage reports what is wrong here and moves to where a record may begin:
// the next gzip member, or in a plain file the next version line.
func (r *Reader) damage(err error) error {
	at := &SyntaxError{Place{r.member, r.inner()}, err.Error()}
	if r.zipped {
		if r.findMember() != nil {
			r.err = io.EOF
		}
		return at
	}
	for {
		line, err := readLine(r.in)
		if strings.HasPrefix(line, "WARC/1.") || strings.HasPrefix(line, "WARC/0.") {
			r.version = line
			return at
		}
		if err != nil && err != errLine {
			r.err = io.EOF
			return at
		}
	}
}

// block is the part of the stream that a record's block takes.
type block struct {
	in   *bufio.Reader
	left int64
}

func (b *block) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.in.Read(p)
	b.left -= int64(n)
	if err == io.EOF && b.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}
