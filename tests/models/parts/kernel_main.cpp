#include <gtest/gtest.h>

#include <systemc>

// The kernel's library brings its own main(), which wants this; the tests run under gtest's.
int sc_main(int, char**) { return 0; }

int main(int argc, char** argv) {
    sc_core::sc_set_time_resolution(10, sc_core::SC_PS);
    sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
