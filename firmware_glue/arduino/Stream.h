// What bytes are read from, too.
#ifndef CELLCHAIN_ARDUINO_STREAM_H
#define CELLCHAIN_ARDUINO_STREAM_H

#include "Print.h"

class Stream : public Print {
public:
    virtual int available() = 0;
    virtual int read() = 0;
    virtual int peek() = 0;

protected:
    ~Stream() = default;
};

#endif
