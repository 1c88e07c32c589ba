/* Statuses, errors, and the checks and numbers that every part uses. */
#include "common.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

namespace
{

/* In the order of the enum; a test compares the two. */
const char *const status_names[] = {
    "XAP_OK",
    "XAP_NOT_FOUND",
    "XAP_INVALID_ARGUMENT",
    "XAP_INVALID_OPERATION",
    "XAP_UNIMPLEMENTED",
    "XAP_NO_DATABASE",
    "XAP_VERSION",
    "XAP_CORRUPT",
    "XAP_LOCKED",
    "XAP_MODIFIED",
    "XAP_CLOSED",
    "XAP_IO",
    "XAP_NETWORK",
    "XAP_RANGE",
    "XAP_SERIALISATION",
    "XAP_NO_MEMORY",
    "XAP_INTERNAL",
    "XAP_GIVEN_UP",
};

/* Copy what fits, and no half of a UTF-8 character. */
void copy_cut(char *to, size_t size, const char *from) noexcept
{
    size_t len = std::strlen(from);
    if (len >= size) {
        len = size - 1;
        while (len > 0 && (from[len] & 0xC0) == 0x80)
            len--;
    }
    std::memcpy(to, from, len);
    to[len] = '\0';
}

xap_status fill(xap_error *err, xap_status status, const char *type, const char *message) noexcept
{
    if (err) {
        err->status = status;
        copy_cut(err->type, sizeof err->type, type);
        copy_cut(err->message, sizeof err->message, message);
    }
    return status;
}

/* Xapian's words, and the system's where there are any ("No space left on device"). */
std::string words(const Xapian::Error &e)
{
    std::string message = e.get_msg();
    if (const char *system = e.get_error_string()) {
        message += ": ";
        message += system;
    }
    return message;
}

xap_status fill(xap_error *err, xap_status status, const Xapian::Error &e) noexcept
{
    try {
        return fill(err, status, e.get_type(), words(e).c_str());
    } catch (...) {
        return fill(err, status, e.get_type(), "");
    }
}

} // namespace

namespace xap
{

/* A class stands before its parent. */
xap_status describe_exception(xap_error *err) noexcept
{
    try {
        throw;
    } catch (const Xapian::DocNotFoundError &e) {
        return fill(err, XAP_NOT_FOUND, e);
    } catch (const Xapian::InvalidArgumentError &e) {
        return fill(err, XAP_INVALID_ARGUMENT, e);
    } catch (const Xapian::InvalidOperationError &e) {
        return fill(err, XAP_INVALID_OPERATION, e);
    } catch (const Xapian::UnimplementedError &e) {
        return fill(err, XAP_UNIMPLEMENTED, e);
    } catch (const Xapian::FeatureUnavailableError &e) {
        return fill(err, XAP_UNIMPLEMENTED, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return fill(err, XAP_VERSION, e);
    } catch (const Xapian::DatabaseOpeningError &e) {
        return fill(err, XAP_NO_DATABASE, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return fill(err, XAP_CORRUPT, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return fill(err, XAP_LOCKED, e);
    } catch (const Xapian::DatabaseModifiedError &e) {
        return fill(err, XAP_MODIFIED, e);
    } catch (const Xapian::DatabaseClosedError &e) {
        return fill(err, XAP_CLOSED, e);
    } catch (const Xapian::DatabaseError &e) {
        /* A table that ends too early is damaged, though Xapian has no class for it. */
        bool cut_short = e.get_msg().compare(0, 11, "EOF reading") == 0;
        return fill(err, cut_short ? XAP_CORRUPT : XAP_IO, e);
    } catch (const Xapian::NetworkError &e) {
        return fill(err, XAP_NETWORK, e);
    } catch (const Xapian::RangeError &e) {
        return fill(err, XAP_RANGE, e);
    } catch (const Xapian::WildcardError &e) {
        return fill(err, XAP_RANGE, e);
    } catch (const Xapian::SerialisationError &e) {
        return fill(err, XAP_SERIALISATION, e);
    } catch (const Xapian::Error &e) {
        return fill(err, XAP_INTERNAL, e);
    } catch (const given_up &) {
        return fill(err, XAP_GIVEN_UP, "GivenUp", "given up, as the reader's watch said");
    } catch (const std::bad_alloc &) {
        return fill(err, XAP_NO_MEMORY, "std::bad_alloc", "out of memory");
    } catch (const std::exception &e) {
        return fill(err, XAP_INTERNAL, "std::exception", e.what());
    } catch (...) {
        return fill(err, XAP_INTERNAL, "unknown", "an exception of unknown type");
    }
}

std::string text(const char *ptr, size_t len)
{
    if (len == 0)
        return std::string();
    if (!ptr)
        throw Xapian::InvalidArgumentError("a length without bytes");
    return std::string(ptr, len);
}

/* Xapian itself looks at the length when a document is added, and drops all that waits for the
 * commit; a NUL, which its tables write as two bytes, it finds only then. */
void check_key(const char *ptr, size_t len, const char *what)
{
    if (len == 0) throw Xapian::InvalidArgumentError(std::string("empty ") + what);
    if (!ptr) throw Xapian::InvalidArgumentError("a length without bytes");
    size_t stored = len;
    if (len > XAP_TERM_BYTES_MAX / 2) stored += std::count(ptr, ptr + len, '\0');
    if (stored > XAP_TERM_BYTES_MAX) {
        throw Xapian::InvalidArgumentError(std::string(what) + " too long (" +
                                           std::to_string(stored) + " bytes, at most " +
                                           std::to_string(XAP_TERM_BYTES_MAX) +
                                           "): " + std::string(ptr, len));
    }
}

std::string key_text(const char *ptr, size_t len, const char *what)
{
    check_key(ptr, len, what);
    return std::string(ptr, len);
}

Xapian::valueno slot_number(uint32_t slot)
{
    if (slot == XAP_NO_SLOT)
        throw Xapian::InvalidArgumentError("not a value slot");
    return slot;
}

} // namespace xap

extern "C" {

const char *xap_status_name(xap_status status) noexcept
{
    unsigned row = xap::number_in(status);
    return row < sizeof status_names / sizeof *status_names ? status_names[row] : "XAP_UNKNOWN";
}

const char *xap_version(void) noexcept
{
    return Xapian::version_string();
}

size_t xap_double_serialise(double value, char out[9]) noexcept
{
    std::string bytes = Xapian::sortable_serialise(value);
    std::memcpy(out, bytes.data(), bytes.size());
    return bytes.size();
}

double xap_double_unserialise(const char *ptr, size_t len) noexcept
{
    return Xapian::sortable_unserialise(len ? std::string(ptr, std::min<size_t>(len, 9)) : "");
}

} // extern "C"
