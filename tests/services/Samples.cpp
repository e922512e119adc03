//
// Samples.cpp
//
// Test service: samples
//
// A model with a key that the database counts and a column of every value type, nullable and not; its routes are
// the generated ones.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


struct Sample: BigIntBase
{
	bool flag = false;
	std::optional<bool> maybeFlag;
	std::int32_t small = 0;
	std::optional<std::int64_t> maybeLarge;
	double real = 0;
	std::optional<double> maybeReal;
	Decimal price;
	std::optional<Decimal> maybePrice;
	std::string text;
	std::optional<std::string> maybeText;
	Bytes data;
	std::optional<Bytes> maybeData;
	UUID token;
	std::optional<UUID> maybeToken;
	Date day;
	std::optional<Date> maybeDay;
	Time clock;
	std::optional<Time> maybeClock;
	DateTime moment;
	std::optional<DateTime> maybeMoment;
	JsonText document;
	std::optional<JsonText> maybeDocument;

	static constexpr auto model()
	{
		return table("sample", column("flag", &Sample::flag), column("maybe_flag", &Sample::maybeFlag),
					 column("small", &Sample::small), column("maybe_large", &Sample::maybeLarge),
					 column("real", &Sample::real), column("maybe_real", &Sample::maybeReal),
					 column("price", &Sample::price).numeric(12, 2),
					 column("maybe_price", &Sample::maybePrice), column("text", &Sample::text).length(40),
					 column("maybe_text", &Sample::maybeText).unique(), column("data", &Sample::data),
					 column("maybe_data", &Sample::maybeData), column("token", &Sample::token),
					 column("maybe_token", &Sample::maybeToken), column("day", &Sample::day),
					 column("maybe_day", &Sample::maybeDay), column("clock", &Sample::clock),
					 column("maybe_clock", &Sample::maybeClock), column("moment", &Sample::moment),
					 column("maybe_moment", &Sample::maybeMoment), column("document", &Sample::document),
					 column("maybe_document", &Sample::maybeDocument));
	}
};


class SamplePlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Sample>();
		context.resource<Service<Sample>>("/samples");
	}
};


ATHANOR_PLUGIN(SamplePlugin, "samples", "1.0.0")
