//
// Athanor.h
//
// Library: Foundation
// Package: (all)
//
// Everything a plugin needs, in one include.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Athanor_INCLUDED
#define Athanor_Athanor_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Slug.h"
#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Data/Portal.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Handler/ModelResponses.h"
#include "Athanor/Handler/RequestContext.h"
#include "Athanor/Handler/Responses.h"
#include "Athanor/Model/Dictionary.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Model/Secrets.h"
#include "Athanor/Plugin/Entry.h"
#include "Athanor/Plugin/Plugin.h"
#include "Athanor/Plugin/PluginContext.h"
#include "Athanor/Query/Changes.h"
#include "Athanor/Query/Select.h"
#include "Athanor/Repository/AsyncQueryRepository.h"
#include "Athanor/Repository/AsyncRepository.h"
#include "Athanor/Repository/AsyncSlugRepository.h"
#include "Athanor/Repository/QueryRepository.h"
#include "Athanor/Repository/Repository.h"
#include "Athanor/Repository/SlugRepository.h"
#include "Athanor/Service/AsyncService.h"
#include "Athanor/Service/OneTimeCode.h"
#include "Athanor/Service/QueryService.h"
#include "Athanor/Service/ScopedService.h"
#include "Athanor/Service/Service.h"


#endif // Athanor_Athanor_INCLUDED
