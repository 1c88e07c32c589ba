/* The entry of clang's libFuzzer: make fuzz SECONDS=60. */
#include "tests/fuzz/request.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    fuzz_request((const char *)bytes, len);
    return 0;
}
