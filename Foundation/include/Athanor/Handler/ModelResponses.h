//
// ModelResponses.h
//
// Library: Foundation
// Package: Handler
//
// From objects of a model to answers.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_ModelResponses_INCLUDED
#define Athanor_Handler_ModelResponses_INCLUDED


#include "Athanor/Handler/Responses.h"
#include "Athanor/Service/Service.h"
#include <vector>


namespace Athanor {


/// An array of objects with all columns of their model. What clients must not see is left out by a service with a schema,
/// or by selecting columns.
template <typename Model>
requires requires
{
	Model::model();
}
Response json(const std::vector<Model>& objects, int status = 200)
{
	Json::Writer writer;
	writer.beginArray();
	for (const Model& object : objects)
		Service<Model>::binding().write(toRecord(object), writer);
	writer.endArray();
	return Response::json(writer.take(), status);
}


} // namespace Athanor


#endif // Athanor_Handler_ModelResponses_INCLUDED
