#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/signals/signal_tree.h"

namespace cellchain::signals {

enum class FamilyFigure { min, max, sum, avg };

/// Present values of just those signals that some expressions name.
///
/// Expressions over one tree share it: a signal is read once per `refresh`, however many of them
/// name it, and a family of 255 cells is walked once for all its figures. Addresses handed out
/// stay valid as long as this object.
class SignalValues {
public:
    explicit SignalValues(const SignalTree& tree) : tree_(tree) {}
    SignalValues(const SignalValues&) = delete;
    SignalValues& operator=(const SignalValues&) = delete;

    const SignalTree& tree() const { return tree_; }

    /// The name must be one of the tree.
    double* value_of(const std::string& name);
    double* value_of(FamilyFigure figure, const std::string& plural_name);

    /// Reads every signal asked for above; all are 0 before the first time.
    void refresh();

private:
    struct Single {
        const Signal* signal = nullptr;
        double value = 0.0;
    };
    struct Family {
        std::vector<const Signal*> members;
        double min = 0.0;
        double max = 0.0;
        double sum = 0.0;
        double avg = 0.0;
    };

    static void refresh(Family& family);

    const SignalTree& tree_;
    std::map<std::string, Single> singles_;
    std::map<std::string, Family> families_;
};

}  // namespace cellchain::signals
