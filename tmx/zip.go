package tmx

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"
)

var errZip = errors.New("zip damaged")

// zipReader reads the TMX files of a zip archive one after the other while the
// archive streams by, from the local headers alone, so that an archive on a
// pipe needs no more memory than a file. Members of other kinds are skipped.
// Limits: a stored (uncompressed) member must have its size in its local
// header, as every archive written to a file has. Format: APPNOTE.TXT 4.3.
type zipReader struct {
	r      *bufio.Reader
	member io.Reader // of the member at hand; nil between members
	sum    uint32    // CRC-32 of what was read of it
	head   zipHeader
	found  bool // a TMX member
}

type zipHeader struct {
	flags, method uint16
	crc           uint32
	packed        uint64
	sizeKnown     bool
	zip64         bool
}

const (
	zipLocal      = "PK\x03\x04"
	zipDescriptor = "PK\x07\x08"
	zipStored     = 0
	zipDeflated   = 8
	zipEncrypted  = 1 << 0 // flag bits
	zipSizesAfter = 1 << 3
)

func (z *zipReader) Read(p []byte) (int, error) {
	for {
		if z.member == nil {
			if err := z.next(); err != nil {
				return 0, err
			}
		}
		n, err := z.member.Read(p)
		z.sum = crc32.Update(z.sum, crc32.IEEETable, p[:n])
		if err == io.EOF {
			z.member = nil
			if err = z.endMember(); err == nil && n == 0 {
				continue
			}
		}
		return n, err
	}
}

// next opens the next TMX member; io.EOF after the last.
func (z *zipReader) next() error {
	for {
		sig, err := z.r.Peek(4)
		if len(sig) < 4 || string(sig) != zipLocal {
			if len(sig) < 4 && err != io.EOF {
				return err
			}
			if !z.found {
				return fmt.Errorf("%w: no .tmx file in it", errZip)
			}
			return io.EOF // the central directory follows
		}
		name, err := z.readHeader()
		if err != nil {
			return err
		}
		var body io.Reader
		switch {
		case z.head.flags&zipEncrypted != 0:
			return fmt.Errorf("%w: %q is encrypted", errZip, clip(name))
		case z.head.method == zipDeflated:
			body = flate.NewReader(z.r)
		case z.head.method == zipStored && z.head.sizeKnown:
			body = &exactReader{z.r, z.head.packed}
		default:
			return fmt.Errorf("%w: %q is packed by method %d, which cannot be read", errZip, clip(name), z.head.method)
		}
		z.sum = 0
		if ext := strings.ToLower(path.Ext(name)); ext == ".tmx" {
			z.member, z.found = body, true
			return nil
		}
		hash := crc32.NewIEEE()
		if _, err := io.Copy(hash, body); err != nil {
			return err
		}
		z.sum = hash.Sum32()
		if err := z.endMember(); err != nil {
			return err
		}
	}
}

func (z *zipReader) readHeader() (name string, err error) {
	var fixed [30]byte
	if _, err := io.ReadFull(z.r, fixed[:]); err != nil {
		return "", cutOff(err)
	}
	le := binary.LittleEndian
	z.head = zipHeader{
		flags: le.Uint16(fixed[6:]), method: le.Uint16(fixed[8:]), crc: le.Uint32(fixed[14:]),
		packed: uint64(le.Uint32(fixed[18:])),
	}
	z.head.sizeKnown = z.head.flags&zipSizesAfter == 0
	rest := make([]byte, int(le.Uint16(fixed[26:]))+int(le.Uint16(fixed[28:])))
	if _, err := io.ReadFull(z.r, rest); err != nil {
		return "", cutOff(err)
	}
	nameLen := int(le.Uint16(fixed[26:]))
	for extra := rest[nameLen:]; len(extra) >= 4; {
		id, size := le.Uint16(extra), int(le.Uint16(extra[2:]))
		extra = extra[4:]
		if size > len(extra) {
			break
		}
		if id == 1 { // zip64: unpacked size, then packed size
			z.head.zip64 = true
			if size >= 16 && z.head.packed == 0xFFFFFFFF {
				z.head.packed = le.Uint64(extra[8:])
			}
		}
		extra = extra[size:]
	}
	return string(rest[:nameLen]), nil
}

// endMember reads the descriptor after a member, if it has one, and compares
// checksums.
func (z *zipReader) endMember() error {
	want := z.head.crc
	if !z.head.sizeKnown {
		if sig, _ := z.r.Peek(4); string(sig) == zipDescriptor {
			_, _ = z.r.Discard(4) // was peeked, cannot fail
		}
		rest := make([]byte, 12)
		if z.head.zip64 {
			rest = make([]byte, 20)
		}
		if _, err := io.ReadFull(z.r, rest); err != nil {
			return cutOff(err)
		}
		want = binary.LittleEndian.Uint32(rest)
	}
	if want != z.sum {
		return fmt.Errorf("%w: wrong checksum", errZip)
	}
	return nil
}

func cutOff(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// exactReader reads n bytes and takes fewer for an error.
type exactReader struct {
	r io.Reader
	n uint64
}

func (e *exactReader) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(uint64(len(p)), e.n)])
	e.n -= uint64(n)
	if e.n > 0 {
		err = cutOff(err)
	} else if err == io.EOF {
		err = nil
	}
	return n, err
}
